// Passkeys (WebAuthn): the browser asks the device, the form takes its answer to the server. Without this
// script, and in browsers without passkeys, the forms stay hidden and the other ways in remain.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const listed = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

function answerOf(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = words(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: words(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

// A passkey that the device keeps, and unlocks with a finger or a PIN where it can: it opens without a password too.
const made = ({ publicKey }) =>
  navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: listed(publicKey.excludeCredentials),
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
    },
  });

const shown = ({ publicKey }) =>
  navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: listed(publicKey.allowCredentials),
    },
  });

async function options(form) {
  const kept = document.getElementById("passkey-data");
  if (kept) return JSON.parse(kept.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function ask(form) {
  const { creation_options: forNew, request_options: forKnown } = await options(form);
  return forNew ? made(forNew) : shown(forKnown);
}

function say(form, error) {
  const place = form.querySelector("[role=alert]");
  place.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.refused;
  place.hidden = false;
}

const answered = new WeakSet();
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (answered.has(form)) return;
    // The form is sent when the device has answered; until then nobody else need know of it.
    event.preventDefault();
    event.stopPropagation();
    try {
      form.elements.credential.value = answerOf(await ask(form));
      answered.add(form);
      form.requestSubmit();
    } catch (error) {
      say(form, error);
    }
  });
}
