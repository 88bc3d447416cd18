"""Redirects of all forms: each leads through the same door as the address that was given."""

import socket

from tests.sources.fetching.site import page, redirect
from tests.sources.hostile.cases import CAMP, SHORT_S, Case, each, html, plain, put_to_the_test, slowly


def raw(location: bytes, status: int = 302) -> bytes:
    return b"HTTP/1.1 %d Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (status, location)


def refresh(content: str, quote: str = "'") -> bytes:
    return html(f"<html><head><meta http-equiv=refresh content={quote}{content}{quote}></head><p>Wait.")


def hang_up(connection: socket.socket) -> None:
    connection.close()


REFUSED = "refused_by_policy"
REDIRECTS = [
    *[
        Case(f"status {status} to the inside", raw(b"http://10.0.0.1/", status), REFUSED)
        for status in (301, 302, 303, 307, 308)
    ],
    Case("to the metadata of a cloud", redirect("http://169.254.169.254/latest/"), REFUSED),
    Case("to loopback of version 6", redirect("http://[::1]/"), REFUSED),
    Case("to a mapped address", redirect("http://[::ffff:10.0.0.1]/"), REFUSED),
    Case("to another port of ours", redirect("http://127.0.0.1:1/"), REFUSED),
    Case("to a number", redirect("http://2130706433/"), REFUSED),
    Case("without a scheme", redirect("//10.0.0.1/"), REFUSED),
    Case("with a user", redirect("http://a@127.0.0.1/"), REFUSED),
    Case("with a backslash", redirect("http:\\\\10.0.0.1\\"), REFUSED),
    Case("to a file", redirect("file:///etc/passwd"), REFUSED),
    Case("to ftp", redirect("ftp://10.0.0.1/"), REFUSED),
    Case("to gopher", redirect("gopher://10.0.0.1:6379/_INFO"), REFUSED),
    Case("to a script", redirect("javascript:alert(1)"), REFUSED),
    Case("to data", redirect("data:text/html,About"), REFUSED),
    Case("with a tab", raw(b"http://10.0.0.1/\ta"), REFUSED),
    Case("with NUL", raw(b"http://10.0.0.1/\0"), "site_error"),
    Case("to bytes", raw(b"http://\xff\xfe/"), "dns"),
    Case("to a broken bracket", redirect("http://["), "site_error"),
    Case("to nowhere", raw(b""), "site_error"),
    Case("without a place", page(b"", status="302 Found"), "site_error"),
    Case("to itself", redirect("/camp"), "site_error"),
    Case("to a part of itself", redirect("/camp#top"), "site_error"),
    Case("round in a circle", redirect("/a"), "site_error", {"a": redirect("/camp")}),
    Case(
        "on and on",
        redirect("/0"),
        "site_error",
        {str(number): redirect(f"/{number + 1}") for number in range(9)},
    ),
    Case("a long address each time", redirect("/" + "a" * 60_000), "site_error|refused_by_policy"),
    Case("two places", b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: http://10.0.0.1/\r\n\r\n", "gone"),
    Case("to a site that hangs up", redirect("/a"), "truncated", {"a": hang_up}),
    Case("slow at every hop", slowly(b"", raw(b"/camp"), pause=1), "too_slow", {}, {"seconds": SHORT_S}),
    Case("to the article", redirect("/a"), "ok", {"a": plain(CAMP)}, says="About 20"),
    Case("relative", redirect("a"), "ok", {"a": plain(CAMP)}, says="About 20"),
    Case("refresh to the inside", refresh("0; url=http://10.0.0.1/"), REFUSED),
    Case("refresh in capitals", refresh("0;URL=HTTP://10.0.0.1/", '"'), REFUSED),
    Case("refresh with a comma", refresh("1, url=http://169.254.169.254/"), REFUSED),
    Case("refresh in entities", refresh("0;url=http:&#47;&#47;10.0.0.1/"), REFUSED),
    Case("refresh to a script", refresh("0;url=javascript:alert(1)"), REFUSED),
    Case("refresh to a file", refresh("0;url=file:///etc/passwd"), REFUSED),
    Case("refresh round in a circle", refresh("0;url=/a"), "site_error", {"a": refresh("0;url=/camp")}),
    Case("refresh to the article", refresh("0;url=/a"), "ok", {"a": plain(CAMP)}, says="About 20"),
    Case("refresh much later", refresh("600;url=http://10.0.0.1/"), "ok", says="Wait"),
    Case("refresh by header", html(CAMP, "Refresh: 0; url=http://10.0.0.1/"), REFUSED),
    Case(
        "refresh by a script",
        html("<html><script>location='http://10.0.0.1/'</script><body></body></html>"),
        "needs_js",
    ),
]


@each(REDIRECTS)
def test_redirects(case: Case) -> None:
    put_to_the_test(case)
