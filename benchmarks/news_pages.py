"""Pages for the benchmarks: made with a seed, or taken from a folder.

How large a page of a newspaper is was measured on 920 articles of newspapers and blogs, those of the
evaluation set of trafilatura that have a text. Of a hundred of them 10, 25, 50 and 75 have at most

                             10      25      50       75    news here   bare here
    bytes                36,513  60,856  96,457  187,194       92,192      20,942
    elements                346     496     724    1,055          716         176
    attributes              457     725   1,096    1,631        1,055          73
    links                    46      76     121      188          119          65
    scripts                   7      13      24       39           25           0
    paragraphs                6      12      22       37           24          31
    letters of text       1,070   2,064   3,554    6,404        3,694      15,956
    milliseconds to read     25      29      36       55           25          13

So the news pages made here are as large as the one in the middle, and read as quickly as the quickest tenth.
The bare pages are hardly more than their text. The times are of one machine, within one minute.
"""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

SEED = 20200126
_SECTIONS = ("world", "africa", "politics", "economy", "sport", "culture", "health", "opinion")
_TEXT = (
    "army camp attack soldiers killed wounded village market road convoy residents witnesses governor said "
    "monday sunday morning armed men motorcycles fled north river district school health centre officials "
    "statement according two sources toll rose later enquiry bodies found families ministry defence"
)
_WORDS = _TEXT.split()
# What pages of newspapers carry for those who count their readers, as far as its size goes.
_COUNTER = (
    "(function(w,d,n,s){w[n]=w[n]||[];w[n].push({start:new Date().getTime(),event:'view'});var f=d."
    "getElementsByTagName(s)[0],j=d.createElement(s);j.async=true;j.src='/count.js?id=%d';f.parentNode."
    "insertBefore(j,f);})(window,document,'layer%d','script');"
)
Make = Callable[[int, random.Random], bytes]


def news_pages(number: int) -> list[bytes]:
    """Make pages like those of newspapers, or take the .html files of the folder that DATA= names."""
    if folder := os.environ.get("DATA"):
        files = sorted(Path(folder).rglob("*.html"))
        return [files[each % len(files)].read_bytes() for each in range(number)]
    return _made(number, _news_page)


def bare_pages(number: int) -> list[bytes]:
    """Make pages of a long text with a menu and a list of links, and hardly any other markup."""
    return _made(number, _bare_page)


def _made(number: int, page: Make) -> list[bytes]:
    choose = random.Random(SEED)  # noqa: S311 - the same pages each time
    return [page(each, choose) for each in range(number)]


def _sentence(choose: random.Random, length: int) -> str:
    return " ".join(choose.choices(_WORDS, k=length)).capitalize() + "."


def _bare_page(number: int, choose: random.Random) -> bytes:
    title = _sentence(choose, 8)
    menu = "".join(f'<li><a href="/section/{each}">{_sentence(choose, 2)}</a></li>' for each in range(40))
    text = "".join(f"<p>{_paragraph(choose, 4)}</p>" for _each in range(30))
    more = "".join(f'<li><a href="/a/{each}">{_sentence(choose, 9)}</a></li>' for each in range(25))
    head = (
        f"<title>{title} | News</title><meta property=og:title content='{title}'>"
        "<meta name=author content='A. Writer'>"
        "<meta property=article:published_time content=2020-01-27T06:00:00Z>"
    )
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head>"
        f"<body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1>{text}<p>Page {number}.</p></article><aside><ul>{more}</ul></aside>"
        "<footer>News</footer></body></html>"
    ).encode()


def _paragraph(choose: random.Random, sentences: int) -> str:
    return " ".join(_sentence(choose, 18) for _each in range(sentences))


def _news_page(number: int, choose: random.Random) -> bytes:
    title = _sentence(choose, 9)
    article = "\n".join(
        f'<p class="article__paragraph article__paragraph--{each}" data-index="{each}">'
        f"{_paragraph(choose, 1 if each % 4 else 2)}</p>"
        for each in range(22)
    )
    page = f"""<!doctype html>
<html lang="en" dir="ltr" class="no-js page page--article">
<head>
{_head(number, title, choose)}
</head>
<body class="page__body template-article section-world has-sidebar">
{_icons(choose)}
{_menu(choose)}
<div id="page" class="page__wrap"><div class="container container--wide"><div class="row row--main">
<main id="main" class="column column--main" role="main"><article class="article article--news">
<header class="article__header"><h1 class="article__title">{title}</h1>
<p class="article__standfirst">{_sentence(choose, 16)}</p>
<div class="article__meta">
<span class="byline">By <a href="/authors/a-writer" rel="author">A. Writer</a></span>
<time class="article__time" datetime="2020-01-27T06:00:00Z">27 January 2020</time></div></header>
<figure class="article__figure">{_picture(number, choose)}
<figcaption class="article__caption">{_sentence(choose, 12)}</figcaption></figure>
<div class="article__content"><div class="article__body rich-text">
{article}
<p>Page {number}.</p>
</div></div>
<ul class="share share--bottom">{_shares(number)}</ul>
</article></main>
<aside class="column column--side" role="complementary">{_teasers(18, choose)}</aside>
</div></div>{_slots(13)}</div>
{_foot(choose)}
</body></html>"""
    # As templates leave it: each tag on a line of its own, moved in.
    return page.replace("><", ">\n" + " " * 16 + "<").encode()


def _head(number: int, title: str, choose: random.Random) -> str:
    address = f"https://news.example/world/2020/01/27/{number}"
    said = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "url": address}
    data = {
        **said,
        "datePublished": "2020-01-27T06:00:00Z",
        "author": {"@type": "Person", "name": "A. Writer"},
        "publisher": {"@type": "Organization", "name": "News"},
    }
    metas = {
        "og:title": title,
        "og:type": "article",
        "og:url": address,
        "og:site_name": "News",
        "og:description": _sentence(choose, 20),
        "og:image": f"{address}.jpg",
        "twitter:card": "summary_large_image",
        "twitter:title": title,
        "twitter:site": "@news",
        "article:section": "World",
        "article:published_time": "2020-01-27T06:00:00Z",
        "author": "A. Writer",
        **{f"news:{name}": _sentence(choose, 2) for name in ("desk", "kind", "topic", "place", "series")},
        **{f"twitter:{name}": f"{address}?{name}" for name in ("image", "url", "domain", "creator")},
        "viewport": "width=device-width, initial-scale=1",
        "theme-color": "#aa1122",
    }
    lines = ["<meta charset=utf-8>", f"<title>{title} | News</title>"]
    lines += [f'<meta property="{name}" content="{value}">' for name, value in metas.items()]
    lines.append(f'<link rel="canonical" href="{address}">')
    lines += [f'<link rel="stylesheet" href="/static/build/style-{each}.5f3a.css">' for each in range(18)]
    lines.append(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    lines += [f"<script>{_COUNTER % (each, each)}</script>" for each in range(23)]
    state = {f"item-{each}": {"title": _sentence(choose, 9), "path": f"/a/{each}"} for each in range(50)}
    lines.append(f"<script>window.__STATE__ = {json.dumps(state)}</script>")
    return "\n".join(lines)


def _menu(choose: random.Random) -> str:
    items = "\n".join(
        f'<li class="menu__item menu__item--level-1" id="menu-item-{each}">'
        f'<a class="menu__link" href="/{choose.choice(_SECTIONS)}/{each}" data-track="menu:{each}">'
        f"<span>{_sentence(choose, 2)}</span></a></li>"
        for each in range(45)
    )
    return (
        '<header class="site-header" role="banner"><div class="container">'
        '<a class="site-header__logo" href="/"><img src="/static/logo.svg" alt="News" width="120"></a>'
        f'<nav class="menu" aria-label="Sections"><ul class="menu__list">{items}</ul></nav></div></header>'
    )


def _picture(number: int, choose: random.Random) -> str:
    sizes = (320, 640, 960, 1280, 1920)
    folder = f"https://img.news.example/{number}"
    given = ", ".join(f"{folder}/{choose.getrandbits(64):x}-{each}.jpg {each}w" for each in sizes)
    return (
        f'<img class="picture__img lazy" loading="lazy" srcset="{given}" '
        f'src="{folder}/{choose.getrandbits(64):x}.jpg" alt="{_sentence(choose, 7)}">'
    )


def _teasers(number: int, choose: random.Random) -> str:
    return "\n".join(
        f'<div class="teaser teaser--small" data-position="{each}"><div class="teaser__media">'
        f'<a href="/world/2020/01/26/{each}" tabindex="-1" aria-hidden="true">{_picture(each, choose)}</a>'
        '</div><div class="teaser__content"><div class="teaser__kicker">'
        f"<span>{choose.choice(_SECTIONS)}</span></div>"
        f'<h3 class="teaser__title"><a href="/world/2020/01/26/{each}">{_sentence(choose, 9)}</a></h3>'
        "</div></div>"
        for each in range(number)
    )


def _icons(choose: random.Random) -> str:
    def path() -> str:
        points = ((choose.random() * 24, choose.random() * 24) for _each in range(20))
        return "".join(f"{choose.choice('MLHVCQ')}{across:.3f} {down:.3f}" for across, down in points)

    symbols = "".join(
        f'<symbol id="icon-{each}" viewBox="0 0 24 24"><title>Icon {each}</title><path d="{path()}"></path>'
        f'<path fill-rule="evenodd" d="{path()}"></path></symbol>'
        for each in range(38)
    )
    return f'<svg class="sprite" aria-hidden="true" width="0" height="0">{symbols}</svg>'


def _slots(number: int) -> str:
    """Return places for advertisements, which are filled later."""
    return "".join(
        f'<div class="slot slot--{each} slot--hidden-on-phone" id="slot-{each}" data-size="300x250" '
        f'data-slot="{each}"><div class="slot__label"><span>Advertisement</span></div>'
        f'<div class="slot__frame" id="slot-frame-{each}" style="min-height:250px" aria-hidden="true"></div>'
        "</div>"
        for each in range(number)
    )


def _shares(number: int) -> str:
    return "".join(
        f'<li class="share__item"><a class="share__link share__link--{name}" rel="nofollow noopener" '
        f'href="https://{name}.example/share?url=https%3A%2F%2Fnews.example%2Fworld%2F{number}">'
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 '
        f'0 0-20zm4.6 6.2-5.4 7.4a1 1 0 0 1-1.5.1L7.3 13.3"></path></svg>{name}</a></li>'
        for name in ("mail", "post", "print", "chat")
    )


def _foot(choose: random.Random) -> str:
    columns = "".join(
        f'<div class="footer__column"><h4>{choose.choice(_SECTIONS)}</h4><ul class="footer__list">'
        + "".join(f'<li><a href="/{each}/{row}">{_sentence(choose, 2)}</a></li>' for row in range(8))
        + "</ul></div>"
        for each in range(4)
    )
    return f'<footer class="footer" role="contentinfo"><div class="container">{columns}</div></footer>'
