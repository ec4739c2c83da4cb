/** Both pages' colours. Each text on its ground has the contrast that WCAG asks of small text. */
const LIGHT =
  '--bg:#fff;--soft:#f5f7fa;--line:#d5dce6;--text:#1b2638;--quiet:#55627a;--link:#1d55b5;--good:#17633a;--goodbg:#e5f4ea;--warn:#744600;--warnbg:#fcf0d6;--bad:#a01818;--badbg:#fce9e9';
const DARK =
  '--bg:#0d1117;--soft:#151c27;--line:#2c3747;--text:#e6edf6;--quiet:#9fadc2;--link:#8ab6ff;--good:#86d9a8;--goodbg:#12301f;--warn:#f0c977;--warnbg:#33280f;--bad:#ffa19a;--badbg:#3d1719';

/** The style sheet of a report: a light and a dark page, a narrow window, and paper. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{scroll-padding-top:6.6rem}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;display:grid;grid-template-columns:13.5rem minmax(0,1fr);grid-template-areas:'head head' 'nav main'}
a{color:var(--link)}
code,pre,kbd,textarea{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace}
code,.file{overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
main:focus{outline:none}
.skip{position:absolute;left:-99rem;z-index:3;background:var(--bg);padding:.5rem 1rem}
.skip:focus{left:.5rem;top:.5rem}
header{grid-area:head;position:sticky;top:0;z-index:2;background:var(--bg);border-bottom:1px solid var(--line);padding:.7rem 1.5rem .8rem}
.top{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1rem}
h1{font-size:1.3rem;margin:0}
.top p{margin:0}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .6rem;margin-top:.5rem}
.bar #q{flex:0 1 24rem;min-width:8rem}
.bar #ns{max-width:16rem;min-width:0}
input[type=search],select,button{font:inherit}
input[type=search],select,button,textarea{color:var(--text);background:var(--bg);border:1px solid var(--quiet);border-radius:6px;padding:.3rem .55rem}
button{background:var(--soft);cursor:pointer}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 .35em;background:var(--soft)}
nav{grid-area:nav;padding:1.1rem .5rem 1rem 1.5rem;position:sticky;top:6.6rem;align-self:start}
nav ul{list-style:none;margin:0;padding:0}
nav a{display:flex;justify-content:space-between;gap:.5rem;padding:.3rem .6rem;border-radius:6px;text-decoration:none;color:var(--text)}
nav a:hover{background:var(--soft)}
main{grid-area:main;padding:.4rem 1.5rem 4rem 1rem;max-width:90rem;width:100%}
section{padding-top:.4rem;margin-bottom:2.4rem}
h2{font-size:1.35rem;margin:.8rem 0 .6rem;padding-bottom:.35rem;border-bottom:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
h4{font-size:.9rem;margin:.4rem 0}
section>p,article>p,section>details>p{max-width:58rem;margin:.4rem 0}
.quiet,caption,.label{color:var(--quiet)}
p.good{color:var(--good)}
.cards{list-style:none;display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:.7rem;margin:.8rem 0;padding:0}
.cards a{display:flex;flex-direction:column;height:100%;padding:.7rem .9rem;border:1px solid var(--line);border-left-width:4px;border-radius:8px;background:var(--soft);color:inherit;text-decoration:none}
.cards a:hover{border-color:var(--link)}
.cards strong{font-size:1.5rem;font-weight:650;line-height:1.25;margin-top:auto}
.cards .label{font-size:.87rem}
.cards .good a{border-left-color:var(--good)}.cards .good strong{color:var(--good)}
.cards .warn a{border-left-color:var(--warn)}.cards .warn strong{color:var(--warn)}
.cards .bad a{border-left-color:var(--bad)}.cards .bad strong{color:var(--bad)}
.kinds{list-style:none;margin:.4rem 0;padding:0;columns:15rem;column-gap:2rem}
.kinds li{display:flex;justify-content:space-between;border-bottom:1px solid var(--line);padding:.15rem 0;break-inside:avoid}
table{border-collapse:collapse;width:100%;margin:.7rem 0}
#summary table{max-width:62rem}
caption{text-align:left;font-size:.87rem;padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem .45rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{font-size:.84rem;color:var(--quiet);background:var(--soft);overflow-wrap:normal}
tbody th{font-weight:600;min-width:9rem}
td{min-width:5rem}
@media (min-width:80rem){td:not(.n){min-width:8.6rem}}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n{white-space:normal}
tbody tr:hover{background:var(--soft)}
.badge{display:inline-block;font-size:.78rem;font-weight:600;line-height:1.4;padding:0 .5em;border-radius:1em;background:var(--soft);border:1px solid currentColor;white-space:nowrap}
.badge.good{color:var(--good);background:var(--goodbg)}
.badge.warn,.badge.warning{color:var(--warn);background:var(--warnbg)}
.badge.error{color:var(--bad);background:var(--badbg)}
.rule{border:1px solid var(--line);border-left:4px solid var(--warn);border-radius:8px;padding:.1rem 1rem .5rem;margin:1rem 0}
.rule.error{border-left-color:var(--bad)}
.rule h3{margin-top:.7rem}
.notes{border-left:4px solid var(--warn);background:var(--warnbg);margin:.6rem 0;padding:.5rem 1rem .5rem 2rem;border-radius:6px}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:center}
ul.plain{list-style:none;margin:0;padding:0}
ul.plain li+li{margin-top:.2rem}
summary{cursor:pointer;padding:.15rem 0}
summary h3{display:inline;margin:0}
td details summary{color:var(--quiet);font-size:.9rem}
td details ul{margin:.2rem 0;padding-left:1.1rem}
.group{border:1px solid var(--line);border-radius:8px;padding:.45rem .9rem;margin:.7rem 0}
.object{border-top:1px solid var(--line);margin:.1rem 0 .1rem .9rem;content-visibility:auto;contain-intrinsic-size:auto 2rem}
.group>summary+.object{margin-top:.5rem}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem;overflow:auto;max-height:32rem;margin:.4rem 0}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:0 1rem}
.pair>div{min-width:0}
.picture{overflow:auto;max-height:80vh;border:1px solid var(--line);border-radius:6px;margin:.5rem 0}
.picture svg{display:block}
.fit .picture svg{max-width:100%;height:auto}
.mirror label{display:block;font-weight:600;margin:.8rem 0 .3rem}
.mirror textarea{display:block;width:100%;margin-bottom:.5rem;background:var(--soft);white-space:pre;overflow:auto}
.digest{font-size:.75em}
.none{color:var(--quiet)}
@media (min-width:95rem){.cards{grid-template-columns:repeat(6,minmax(0,1fr))}}
@media (max-width:60rem){
body{display:block}
nav{position:static;padding:.6rem 1rem 0}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem .3rem}
nav a{border:1px solid var(--line);padding:.1rem .6rem}
header{padding:.6rem 1rem}
main{padding:.2rem 1rem 3rem}
}
@media (max-width:46rem){
html{scroll-padding-top:6rem}
header{padding:.5rem .8rem}
.top p,.bar label[for=q] kbd{display:none}
.bar #q{flex:1 1 9rem}
.bar label[for=ns]{display:none}
.bar #ns{flex:0 1 8rem}
#found{flex-basis:100%}
#found:empty{display:none}
.cards{grid-template-columns:1fr 1fr;gap:.5rem}
.cards a{padding:.5rem .7rem}
.cards strong{font-size:1.2rem}
table,tbody,tr,th,td,caption{display:block;width:100%}
thead{position:absolute;left:-99rem}
tbody tr{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;padding:.3rem .2rem}
th,td{border:0;padding:.2rem .6rem}
td[data-l]::before{content:attr(data-l);display:block;font-size:.8rem;color:var(--quiet)}
td:empty{display:none}
.n,.n[data-l]{text-align:left;display:flex;gap:.6rem}
.n[data-l]::before{min-width:9rem}
}
@media print{
:root{${LIGHT}}
body{display:block;font-size:10pt}
header{position:static}
nav,.bar,.filters,.skip,button{display:none!important}
section{break-before:page}
section:first-child{break-before:auto}
tr,.rule h3,.cards li{break-inside:avoid}
pre,.picture{max-height:none;overflow:visible}
.picture svg{max-width:100%;height:auto}
}
`;
