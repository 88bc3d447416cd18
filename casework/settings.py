"""Settings, from environment variables. docs/reference/settings.md lists them in the same order."""

from pathlib import Path

import django_stubs_ext
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from casework import env
from casework.embedded import addresses

# Lets classes such as ModelAdmin[Incident] be written on Django 5.2.
django_stubs_ext.monkeypatch()

# --- Where things are --------------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("CASEWORK_VAR", str(BASE_DIR / "var")))
WEB_HOST = env.text("CASEWORK_WEB_HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, low=1, high=65535)
PUBLIC_URL = env.text("CASEWORK_PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
IS_HTTPS = PUBLIC_URL.startswith("https://")
PUBLIC_HOST = PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
CAPTURES_DIR = Path(env.text("CASEWORK_CAPTURES", str(VAR_DIR / "captures")))
# Instead of the directory: a bucket of storage that speaks S3, such as https://store.example.org/captures.
CAPTURES_S3_URL = env.text("CASEWORK_S3_URL").rstrip("/")
CAPTURES_S3_REGION = env.text("CASEWORK_S3_REGION", "us-east-1")
CAPTURES_S3_KEY = env.secret("CASEWORK_S3_KEY")
CAPTURES_S3_SECRET = env.secret("CASEWORK_S3_SECRET")
if CAPTURES_S3_URL and not (CAPTURES_S3_KEY and CAPTURES_S3_SECRET):
    raise ImproperlyConfigured(
        "CASEWORK_S3_URL is set, but not the key and its secret. Set CASEWORK_S3_KEY and CASEWORK_S3_SECRET."
    )
# A time-stamping authority (RFC 3161) that signs when each archived hash was there; none: nothing is stamped.
TIMESTAMP_URL = env.address("CASEWORK_TIMESTAMP_URL")
TIMESTAMP_ROOTS = env.certificates("CASEWORK_TIMESTAMP_ROOTS")
if TIMESTAMP_URL and not TIMESTAMP_ROOTS:
    raise ImproperlyConfigured(
        "CASEWORK_TIMESTAMP_URL is set, but not the roots that its stamps have to lead to. "
        "Set CASEWORK_TIMESTAMP_ROOTS to a PEM file with the root certificates of the authority."
    )

# --- Safety ------------------------------------------------------------------------------------------

DATABASE_URL = env.secret("DATABASE_URL")
IS_EMBEDDED = not DATABASE_URL
DEBUG = env.flag("CASEWORK_DEBUG")
SECRET_KEY = env.secret("CASEWORK_SECRET_KEY")
if not SECRET_KEY:
    if not IS_EMBEDDED:
        raise ImproperlyConfigured(
            "CASEWORK_SECRET_KEY is not set. Set it to at least 50 random characters, "
            "or CASEWORK_SECRET_KEY_FILE to a file that holds them."
        )
    SECRET_KEY = addresses.secret_key(VAR_DIR)
ALLOWED_HOSTS = [PUBLIC_HOST, *env.words("CASEWORK_ALLOWED_HOSTS")]
if IS_EMBEDDED:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
BEHIND_PROXY = env.flag("CASEWORK_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Throttles count by the address that the proxy saw; what clients write before it is not believed.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "casework-session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "casework-csrf"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "casework.core.pages.csrf_failure"
# Paper wide enough for 10 MB of pasted text plus the form around it; the field itself says 10 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- What the application is made of -----------------------------------------------------------------

INSTALLED_APPS = [
    "casework",
    "casework.api",
    "casework.digests",
    "casework.publication",
    "casework.crossref",
    "casework.coding",
    "casework.review",
    "casework.incidents",
    "casework.sources",
    "casework.codebook",
    "casework.audit",
    "casework.accounts",
    "casework.core",
    "casework.accounts.apps.CaseworkAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_standardized_errors",
]
MIDDLEWARE = [
    "casework.core.middleware.CountingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casework.core.middleware.RequestIdMiddleware",
    "casework.core.middleware.BrowserSafetyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "casework.accounts.middleware.PersonalMiddleware",
    "casework.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "casework.core.middleware.VisibleTurnsMiddleware",
    "casework.core.middleware.SignedOutMiddleware",
    "casework.core.middleware.CaseworkErrorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "casework.urls"
WSGI_APPLICATION = "casework.wsgi.application"
# Lists of countries and of terms are long, and stand in many forms.
FORM_RENDERER = "casework.core.drawing.QuickRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["casework.core.templatetags.ui"],
        },
    }
]

# --- Data --------------------------------------------------------------------------------------------

DATABASES = {"default": addresses.database(DATABASE_URL, VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The cache holds throttle counters only. In the database it is shared by all web hosts and needs no broker.
# Beyond MAX_ENTRIES Django throws live counters away, so an attacker must not reach it with made-up names.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- Background work ---------------------------------------------------------------------------------

CELERY_BROKER_URL = env.secret("CELERY_BROKER_URL") or addresses.broker(VAR_DIR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 210
# Whoever sends a message while the broker is away tries once more and no longer: the clock sends others.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
if "redis" in CELERY_BROKER_URL.split(":")[0]:
    # Longer than any task may run, so that a message is never handed out while its task still works.
    CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# Sites may take their time: what waits for them has a queue and workers of its own, so that mail and seals
# do not wait as well. A worker that is told of no queue serves both.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("fetch")]
CELERY_TASK_ROUTES = {"sources.*": {"queue": "fetch"}}
CELERY_BEAT_SCHEDULE = {
    "seal-audit-entries": {"task": "audit.seal_new_entries", "schedule": 10.0},
    "seal-forgotten-audit-entries": {
        "task": "audit.seal_new_entries",
        "schedule": crontab(hour=3, minute=20),
        "kwargs": {"everything": True},
    },
    # Bells that nobody heard in time are dropped: the next one says the same.
    "check-cited-documents": {
        "task": "sources.check_cited_documents",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "visit-due-feeds": {
        "task": "sources.visit_due_feeds",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "group-new-texts": {"task": "sources.group_new_texts", "schedule": 5.0, "options": {"expires": 5.0}},
    "reanchor-citations": {
        "task": "incidents.reanchor_citations",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "fetch-due-documents": {
        "task": "sources.fetch_due_documents",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "forget-who-left": {"task": "review.forget_who_left", "schedule": 300.0},
    "prune-drafts": {"task": "incidents.prune_old_drafts", "schedule": 600.0},
    "find-new-pairs": {"task": "crossref.find_new_pairs", "schedule": 5.0, "options": {"expires": 5.0}},
    "import-files": {"task": "crossref.import_files", "schedule": 5.0, "options": {"expires": 5.0}},
    "import-lists": {"task": "crossref.import_lists", "schedule": 5.0, "options": {"expires": 5.0}},
    "offer-new-documents": {
        "task": "crossref.offer_new_documents",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    # From one to five at night, UTC, in portions; what is left over comes first in the next night.
    "check-kept-bytes": {
        "task": "sources.check_kept_bytes",
        "schedule": crontab(minute="*/5", hour="1-4"),
        "options": {"expires": 300.0},
    },
    # A portion a minute, where an authority is named.
    "stamp-new-snapshots": {
        "task": "sources.stamp_new_snapshots",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    # After the night's look at the bytes: what was missing may be there again.
    "stamp-forgotten-snapshots": {
        "task": "sources.stamp_new_snapshots",
        "schedule": crontab(hour=5, minute=10),
        "kwargs": {"everything": True},
    },
    "send-due-invitations": {
        "task": "accounts.send_due_invitations",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "forget-old-invitations": {
        "task": "accounts.forget_old_invitations",
        "schedule": crontab(hour=3, minute=40),
    },
    "send-due-digests": {"task": "digests.send_due_digests", "schedule": 60.0},
}

# --- Collecting documents ----------------------------------------------------------------------------

FETCH_USER_AGENT = env.text("CASEWORK_FETCH_USER_AGENT", "Casework (archives what is cited)")

# An approval asks for a new look at cited documents that nobody has seen for longer. 0: it asks for none.
LOOK_BEFORE_APPROVAL_HOURS = env.number("CASEWORK_LOOK_BEFORE_APPROVAL_HOURS", 24, low=0, high=8760)

# --- Cross-reference ---------------------------------------------------------------------------------

# How far apart two incidents may be, beside what is not known exactly, to be compared at all.
MATCH_KM = env.number("CASEWORK_MATCH_KM", 25, low=1, high=200)
MATCH_DAYS = env.number("CASEWORK_MATCH_DAYS", 2, low=0, high=14)
# In per cent: what is less likely the same attack is not suggested; what is likelier is called likely.
MATCH_LOWEST = env.number("CASEWORK_MATCH_LOWEST", 0, low=0, high=99)
MATCH_LIKELY = env.number("CASEWORK_MATCH_LIKELY", 50, low=1, high=100)
# In per cent: a document that is less likely about an incident is not offered to it.
OFFER_LOWEST = env.number("CASEWORK_OFFER_LOWEST", 30, low=1, high=99)
# In days: long enough for a second report to come in.
MATCH_UNSURE_DAYS = env.number("CASEWORK_MATCH_UNSURE_DAYS", 14, low=1, high=365)

# --- People ------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["casework.accounts.backends.RoleBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "casework.accounts.validators.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_FORMS = {"login": "casework.accounts.forms.SignInForm"}
ACCOUNT_ADAPTER = "casework.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "casework.accounts.links.PasswordLinks"  # noqa: S105
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Who asks people in: operators alone, or supervisors too, each to their own desks.
WHO_INVITES = env.one_of("CASEWORK_WHO_INVITES", ("operators", "supervisors"), "supervisors")
INVITATION_DAYS = env.number("CASEWORK_INVITATION_DAYS", 7, low=1, high=30)
# Whose roles ask for more than a password.
SECOND_FACTOR = env.one_of(
    "CASEWORK_SECOND_FACTOR",
    ("nobody", "supervisors", "everybody"),
    "nobody" if IS_EMBEDDED else "supervisors",
)
MFA_ADAPTER = "casework.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "casework.accounts.passkeys.AddPasskeyForm",
    "edit_webauthn": "casework.accounts.passkeys.RenamePasskeyForm",
    "authenticate_webauthn": "casework.accounts.passkeys.SecondPasskeyForm",
    "reauthenticate_webauthn": "casework.accounts.passkeys.ConfirmPasskeyForm",
    "login_webauthn": "casework.accounts.passkeys.SignInPasskeyForm",
}
# A passkey is not guessed. Each sign-in with one counts twice, and an office has one address.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = "Casework"
# Operators write down addresses; nobody confirms them here.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1

# --- Languages and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# Each language is called what its speakers call it, so that they find it.
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "casework" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "casework.formats"

# --- Files the browser loads -------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- API ---------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    # Throttles count by the address that connects, or that our own proxy saw: never by what a client writes.
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "casework.api.schema.Schema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "DEFAULT_AUTHENTICATION_CLASSES": ["casework.api.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["casework.api.permissions.MayReadPublished"],
    "DEFAULT_THROTTLE_CLASSES": ["casework.api.pace.Pace"],
    "UNAUTHENTICATED_USER": None,
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "casework.api.errors.Handler",
    "EXCEPTION_FORMATTER_CLASS": "casework.api.errors.Formatter",
    # What any address may answer; the schema says more where one answers more.
    "ALLOWED_ERROR_STATUS_CODES": list(map(str, (400, 401, 403, 404, 405, 406, 413, 415, 429, 500, 503))),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Casework API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
}
# Programs need a key for published incidents unless the installation opens them to everybody.
PUBLIC_API = env.flag("PUBLIC_API")
# Some of ACLED's clients send their key in the query, where it ends up in logs.
ACLED_KEY_IN_QUERY = env.flag("CASEWORK_ACLED_KEY_IN_QUERY")
# How what leaves the house is cited, and on which terms.
PUBLISHER = env.text("CASEWORK_PUBLISHER", "Casework")
LICENCE = env.text("CASEWORK_LICENCE")
# Requests a minute that each web process answers to one key, or to one address that sends none.
API_RATE = env.number("CASEWORK_API_RATE", 600, low=1, high=1_000_000)
API_RATE_WITHOUT_KEY = env.number("CASEWORK_API_RATE_WITHOUT_KEY", 120, low=1, high=1_000_000)

# --- Mail --------------------------------------------------------------------------------------------

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25, low=1, high=65_535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
# A mail server that is silent for longer is treated as down; the mail is tried again later.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("CASEWORK_MAIL_FROM", f"casework@{PUBLIC_HOST}")

# --- Logs --------------------------------------------------------------------------------------------

# The bearer token of a program that reads the numbers at /health/metrics; without, only this machine does.
METRICS_TOKEN = env.secret("CASEWORK_METRICS_TOKEN")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "casework.core.request.RequestIdFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} [{request_id}] {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    },
    "root": {"handlers": ["console"], "level": env.text("CASEWORK_LOG_LEVEL", "INFO")},
}
