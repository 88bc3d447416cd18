"""Charsets and text: by mark, header, page or what fits; nothing is kept that cannot be stored."""

from casework.sources.material import Material
from tests.sources.hostile.cases import Case, each, html, outcome_of, plain, put_to_the_test

SEGOU = "Vingt morts à Ségou, selon l’armée."
ARABIC = "قُتل عشرون جنديا يوم الأحد في هجوم على معسكر، بحسب شاهدين. " * 4
RUSSIAN = "Двадцать солдат погибли в воскресенье при нападении на лагерь, сообщили жители. " * 4
CHINESE = "星期日约有二十名士兵在营地遇袭身亡，两名居民说。" * 4
JAPANESE = "日曜日に約二十人の兵士が死亡したと住民が語った。" * 4

LETTERS = [
    Case("UTF-8", plain(SEGOU, "utf-8"), "ok", says=SEGOU),
    Case("UTF-8 that nobody declared", plain(SEGOU), "ok", says=SEGOU),
    Case("UTF-8 with its mark", plain(SEGOU.encode("utf-8-sig")), "ok", says=SEGOU),
    Case(
        "a mark that the header contradicts",
        plain(SEGOU.encode("utf-8-sig"), "windows-1252"),
        "ok",
        says=SEGOU,
    ),
    Case("UTF-16 with its mark", plain(SEGOU.encode("utf-16")), "ok", says=SEGOU),
    Case("UTF-16 as declared", plain(SEGOU.encode("utf-16-le"), "utf-16le"), "ok", says=SEGOU),
    Case("UTF-16 that nobody declared", plain(SEGOU.encode("utf-16-le")), "bad_type|bad_charset"),
    Case("Latin-1 as browsers read it", plain(SEGOU.encode("cp1252"), "iso-8859-1"), "ok", says=SEGOU),
    Case("Latin-1 that is called UTF-8", plain((SEGOU * 9).encode("cp1252"), "utf-8"), "ok|bad_charset"),
    Case("UTF-8 that is called ASCII", plain(SEGOU, "us-ascii"), "ok"),
    Case(
        "what the page says",
        html(b"<meta charset=windows-1252><p>" + SEGOU.encode("cp1252") * 3),
        "ok",
        says=SEGOU,
    ),
    Case(
        "what the page says in the old way",
        html(
            b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>"
            + SEGOU.encode("cp1252") * 3
        ),
        "ok",
        says=SEGOU,
    ),
    Case(
        "a page that contradicts the header",
        html(f"<meta charset=koi8-r><p>{SEGOU * 3}").replace(b"text/html", b"text/html; charset=utf-8"),
        "ok",
        says=SEGOU,
    ),
    Case("Arabic of Windows", plain(ARABIC.encode("cp1256"), "windows-1256"), "ok", says=ARABIC.strip()),
    Case("Russian of KOI8", plain(RUSSIAN.encode("koi8-r"), "koi8-r"), "ok", says=RUSSIAN.strip()),
    Case("Russian that nobody declared", plain(RUSSIAN.encode("cp1251")), "ok", says=RUSSIAN.strip()),
    Case("Chinese", plain(CHINESE.encode("gb18030"), "gb18030"), "ok", says=CHINESE),
    Case("Japanese", plain(JAPANESE.encode("shift_jis"), "shift_jis"), "ok", says=JAPANESE),
    Case("Japanese with escapes", plain(JAPANESE.encode("iso-2022-jp"), "iso-2022-jp"), "ok|bad_type"),
    Case("UTF-7", plain(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "utf-7"), "ok", never="<script>"),
    Case("a charset that is a program", plain(SEGOU, "zip"), "ok", says=SEGOU),
    Case("a charset that is punycode", plain(SEGOU, "punycode"), "ok", says=SEGOU),
    Case("a charset that is a path", plain(SEGOU, "../../etc/passwd"), "ok", says=SEGOU),
    Case("a charset of a megabyte", plain(SEGOU, "x" * 50_000), "ok", says=SEGOU),
    Case("a charset in quotes", plain(SEGOU, "'UTF-8'"), "ok", says=SEGOU),
    Case("mojibake of others", plain(SEGOU.encode().decode("cp1252").encode()), "ok", says="SÃ©gou"),
    Case("halves of letters", plain(SEGOU.encode() * 90 + b"\xed\xa0\x80"), "ok", says=SEGOU),
    Case("nothing but halves of letters", plain(b"\xed\xa0\x80\xed\xb0\x80" * 99), "bad_charset|ok"),
    Case("letters in too many bytes", plain(SEGOU.encode() * 90 + b"\xc0\xaf"), "ok", never="/"),
    Case("NUL in a text", plain(b"About 20\0 soldiers"), "bad_type"),
    Case("control characters in a text", plain(b"About 20\x1b[2J soldiers"), "bad_type"),
    Case("marks of direction", plain("About \u202e02\u202c soldiers died."), "ok", says="\u202e"),
    Case("a mark in the middle", plain("About 20\ufeff soldiers died."), "ok"),
    Case("letters without width", plain("Ab\u200bout 20 soldiers died."), "ok"),
    Case("letters beyond the first plane", plain("About 20 soldiers died. 🌍𐎀"), "ok", says="🌍𐎀"),
    Case(
        "line ends of all kinds",
        plain(b"About\r\n20\rsoldiers\ndied."),
        "ok",
        says="About\n20\nsoldiers\ndied.",
    ),
    Case("a picture that is called a text", plain(b"\x89PNG\r\n\x1a\n" + bytes(99)), "bad_type"),
    Case("a program that is called a text", plain(b"\x7fELF" + bytes(range(256))), "bad_type|bad_charset"),
    Case("noise", plain(bytes(range(128, 256)) * 99), "bad_charset|ok"),
]


@each(LETTERS)
def test_letters(case: Case) -> None:
    put_to_the_test(case)


def material_of(case: Case) -> Material:
    outcome, material = outcome_of(case)
    assert outcome == "ok"
    assert material
    return material


def test_why_a_charset_was_chosen_is_kept() -> None:
    found = [
        material_of(Case("", reply, "ok")).found["charset"]
        for reply in (plain(SEGOU, "utf-8"), plain(SEGOU.encode("utf-16")), plain(SEGOU), LETTERS[15].reply)
    ]

    assert [(each["value"], each["from"]) for each in found] == [
        ("utf-8", "the header"),
        ("utf-16", "its first bytes"),
        ("utf-8", "it fits"),
        ("cp1251", "a guess"),
    ]
