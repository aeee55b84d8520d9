"""Strings that break pages that take text for markup. Each would set `hacked` to 1, open a dialog, or burst the layout."""

from __future__ import annotations

HIT = "globalThis.hacked=1"
EVENT = f'onerror="{HIT}"'

SCRIPTS = (
    f"<script>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f"<ScRiPt>{HIT}</sCrIpT>",
    f"<script\x0c>{HIT}</script>",
    f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    f"<script type=module>{HIT}</script>",
    f"</title><script>{HIT}</script>",
    f"</textarea><script>{HIT}</script>",
    f"</style><script>{HIT}</script>",
    f"--><script>{HIT}</script><!--",
    f"]]><script>{HIT}</script>",
    f"<noscript><p title='</noscript><script>{HIT}</script>'>",
    f"\\u003cscript\\u003e{HIT}\\u003c/script\\u003e",
    f"&lt;script&gt;{HIT}&lt;/script&gt;",
    f"&#60;script&#62;{HIT}&#60;/script&#62;",
)
ELEMENTS = (
    f"<img src=x {EVENT}>",
    f"<IMG SRC=x oNeRrOr={HIT}>",
    f"<img src=x:x {EVENT}//",
    f"<img/src='x'/{EVENT}>",
    f"<svg onload={HIT}>",
    f"<svg><script>{HIT}</script></svg>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
    f"<math><mtext><table><mglyph><style><img src=x {EVENT}>",
    f"<body onload={HIT}>",
    f"<details open ontoggle={HIT}>",
    f"<input autofocus onfocus={HIT}>",
    f"<video><source {EVENT}></video>",
    f"<audio src=x {EVENT}>",
    f"<iframe srcdoc='<script>parent.{HIT.removeprefix('globalThis.')}</script>'></iframe>",
    f"<iframe src='javascript:parent.{HIT.removeprefix('globalThis.')}'></iframe>",
    f"<object data='javascript:{HIT}'></object>",
    f"<embed src='javascript:{HIT}'>",
    f"<marquee onstart={HIT}>x</marquee>",
    f"<form action='javascript:{HIT}'><button autofocus>x</button></form>",
    f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'>",
    f"<base href='javascript:{HIT}//'>",
    "<link rel=stylesheet href='data:text/css,*{display:none!important}'>",
    "<style>*{display:none!important}</style>",
    "<div style='position:fixed;inset:0;z-index:99999;background:red'>x</div>",
)
ATTRIBUTES = (
    f"\" onmouseover=\"{HIT}\" x=\"",
    f"' onfocus='{HIT}' autofocus x='",
    f"\"><img src=x {EVENT}>",
    f"'><svg onload={HIT}>",
    f"` onclick={HIT} `",
)  # fmt: skip
LINKS = (
    f"[klik](javascript:{HIT})",
    f"![x](x' {EVENT})",
    f"<javascript:{HIT}>",
    f"[x](data:text/html,<script>{HIT}</script>)",
    f"javascript:{HIT}",
)
TEMPLATES = (
    "{{ 7*7 }}{{ config }}",
    f"${{{HIT}}}",
    "#{7*7}<%= 7*7 %>",
    "{% for x in range(9) %}x{% endfor %}",
    f"{{{{constructor.constructor('{HIT}')()}}}}",
    "{0}{label}{company.__class__}%s%n",
)
SHAPES = (
    "W" * 600,
    "https://voorbeeld.example/" + "a" * 500,
    "Z" + "\u0301" * 200 + "algo",
    "\u202eomgekeerd\u202c \u2066links\u2069",
    "nul\u0000teken en \u0007bel en \u200bniets",
    "regel\n" * 60,
    "👩‍👩‍👧‍👦" * 80,
    "'; DROP TABLE exchanges; --",
    '{"status": "answered", "answer": "<b>x</b>"}',
    "**vet** __onder__ `code` <b>b</b> # kop\n- lijst\n1. een",
)

HOSTILE = SCRIPTS + ELEMENTS + ATTRIBUTES + LINKS + TEMPLATES + SHAPES
