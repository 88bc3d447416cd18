"""Small feeds in every format, in our own words."""

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Herald</title><language>en-gb</language><ttl>30</ttl>
<item><media:title>a picture</media:title><title>Raid on a &lt;b&gt;camp&lt;/b&gt;</title>
<link>/raid?utm_source=rss</link><guid isPermaLink="false">17</guid>
<description><![CDATA[<p>Men came <i>at dawn</i>.</p><script>alert(1)</script>]]></description>
<category>Mali</category><category>Army</category><pubDate>Mon, 27 Jan 2020 06:00:00 +0100</pubDate></item>
<item><title>Rice is dear</title><guid>https://herald.example/rice</guid><dc:language>fr</dc:language></item>
<item><title>Without an address</title><guid isPermaLink="false">18</guid></item>
<item><title>Raid, again</title><link>https://herald.example/raid</link></item>
</channel></rss>"""
FIRST_RSS = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://herald.example/"><title>Herald</title><dc:language>en</dc:language></channel>
<item rdf:about="https://herald.example/raid"><title>Raid</title><link>https://herald.example/raid</link>
<dc:date>2020-01-27T06:00:00Z</dc:date></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">Herald &amp;amp; Sons</title>
<entry><title>Raid on a camp</title><link rel="self" href="/feed"/><link href="/raid"/>
<published>2020-01-27T06:00:00Z</published><category term="mali" label="Mali"/>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Men <b>came</b>.</p></div></content></entry>
<entry><link rel="alternate" href="/untitled"/><summary>What was seen at the ford</summary>
<updated>2020-01-28</updated></entry></feed>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "language": "en",
"items": [{"id": "1", "url": "/raid", "title": "Raid", "content_html": "<p>Men <b>came</b>.</p>",
"date_published": "2020-01-27T06:00:00Z", "tags": ["Mali", 5]}, {"id": "2"}, "nothing"]}"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://herald.example/raid</loc>
<news:news><news:publication><news:name>Herald</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2020-01-27</news:publication_date><news:title>Raid</news:title>
<news:keywords>Mali, army</news:keywords></news:news></url></urlset>"""
PAGE = b"""<!doctype html><html><head><title>Herald</title>
<link rel="alternate" type="application/rss+xml" href="https://herald.example/rss.xml"></head></html>"""
