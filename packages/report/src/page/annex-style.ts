/**
 * The look of the annex: one column of dark text on white, system fonts, logical properties throughout so that it
 * mirrors for right-to-left scripts, tables that scroll in their own region at 320 px, and a print form.
 */
export const annexStyle = `
*{box-sizing:border-box}
html{font-family:Arial,"Liberation Sans",Helvetica,sans-serif;font-size:100%;line-height:1.5;color:#0b0c0c;background:#fff;scroll-padding-block-start:1rem}
body{margin:0}
.wrap{max-inline-size:76rem;margin-inline:auto;padding-inline:1rem}
.skip{position:absolute;inset-inline-start:0;inset-block-start:0;padding:.7rem 1rem;background:#fd0;color:#0b0c0c;transform:translateY(-110%)}
.skip:focus{transform:none}
a{color:#1a65a6;text-underline-offset:.15em;overflow-wrap:anywhere}
a:hover{color:#003078;text-decoration-thickness:.15em}
:focus-visible{outline:3px solid #0b0c0c;outline-offset:0;box-shadow:0 0 0 6px #fd0}
a:focus-visible{outline:none;background:#fd0;color:#0b0c0c;box-shadow:0 -2px #fd0,0 4px #0b0c0c;text-decoration:none}
header.top{border-block-end:10px solid #12436d;padding-block:1rem .75rem}
header.top p{margin:0;font-weight:700}
h1,h2,h3,h4{line-height:1.2;margin-block:0 .75rem;overflow-wrap:break-word}
h1{font-size:2.25rem;margin-block-start:2rem}
h2{font-size:1.75rem;margin-block-start:3rem;padding-block-start:1rem;border-block-start:1px solid #b1b4b6}
h3{font-size:1.375rem;margin-block-start:2.5rem}
h4{font-size:1rem;margin-block:0 .25rem}
p,ul,ol,dl{margin-block:0 1rem;max-inline-size:44rem}
.lede{font-size:1.0625rem}
.intro{font-size:1.25rem}
.notice{border-inline-start:6px solid #801650;padding:.75rem 1rem;margin-block:1.5rem;max-inline-size:44rem;background:#f7f7f7}
.notice p{margin:0}
.contents h2{font-size:1.25rem;border:0;padding:0;margin-block-start:2rem}
.contents ol{list-style:none;padding:0;margin:0}
.contents ol ol{padding-inline-start:1.25rem}
.contents a{display:inline-block;padding-block:.65rem;min-block-size:44px}
.scroll{overflow-x:auto;max-inline-size:100%;margin-block:0 1rem;padding-block:6px}
figure{margin:1.5rem 0}
figcaption,caption{font-weight:700;text-align:start;padding-block-end:.5rem}
caption{white-space:normal}
caption span,tr.group span{display:inline-block;position:sticky;inset-inline-start:0;max-inline-size:min(44rem,100vw - 2rem)}
.scroll th[scope=row],.scroll thead tr:first-child>:first-child{position:sticky;inset-inline-start:0;z-index:1;background:#fff}
.wide table{font-size:.875rem}
.wide th,.wide td{padding-inline:0 .5rem}
.wide th[scope=row],.wide thead tr:first-child>:first-child{border-inline-end:1px solid #b1b4b6;max-inline-size:16rem;min-inline-size:12rem}
.wide thead th[scope=colgroup] span{display:inline-block;position:sticky;inset-inline-start:12.5rem}
.wide th[scope=row]+td,.wide thead tr:nth-child(2)>:first-child{padding-inline-start:.5rem}
svg{display:block}
.notice p+p{margin-block-start:.5rem}
table{border-collapse:separate;border-spacing:0;font-variant-numeric:tabular-nums;font-size:.9375rem}
th,td{padding:.4rem .75rem .4rem 0;padding-inline:0 1rem;border-block-end:1px solid #b1b4b6;text-align:start;vertical-align:top}
thead th{vertical-align:bottom;border-block-end:2px solid #0b0c0c}
thead th[scope=colgroup]{border-block-end:1px solid #b1b4b6}
tbody th,tfoot th{font-weight:400;max-inline-size:22rem}
tbody th[scope=row],tfoot th{min-inline-size:5.5rem}
tr.group th{font-weight:700;padding-block-start:1rem;max-inline-size:none}
tr.group~tr th[scope=row]{padding-inline-start:1rem}
tfoot tr:first-child>*{border-block-start:2px solid #0b0c0c}
.number{text-align:end;white-space:nowrap}
thead .number{white-space:normal}
td:not(.number){max-inline-size:22rem}
.number+:not(.number){padding-inline-start:.75rem}
.stars{display:inline-block;inline-size:1.6em;text-align:start}
.beneath{display:block;color:#383f43}
abbr{text-decoration:none}
.notes{font-size:.9375rem;margin-block:0 1rem}
.notes ul,details ul{padding-inline-start:1.25rem}
.notes ul{margin-block-end:0}
details{margin-block:0 1rem}
summary{cursor:pointer;padding-block:.65rem;min-block-size:44px;color:#1a65a6;text-decoration:underline;text-underline-offset:.15em;inline-size:fit-content}
details[open]>summary{margin-block-end:.5rem}
dl>div{display:grid;grid-template-columns:minmax(7rem,1fr) 4fr;gap:0 1rem;padding-block:.4rem;border-block-end:1px solid #b1b4b6}
dt{font-weight:700}
dd{margin:0;overflow-wrap:anywhere}
dd ul{margin:0}
code{font-family:Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em;overflow-wrap:anywhere}
footer{border-block-start:1px solid #b1b4b6;margin-block-start:3rem;padding-block:1.5rem;background:#f7f7f7}
.heard{position:absolute;inline-size:1px;block-size:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
td,summary{position:relative}
@media (max-width:40rem){.scroll th[scope=row],.wide th[scope=row],.wide thead tr:first-child>:first-child{max-inline-size:9rem;min-inline-size:5.5rem;overflow-wrap:break-word;hyphens:auto}.wide thead th[scope=colgroup] span{inset-inline-start:6rem}h1{font-size:1.75rem}h2{font-size:1.375rem}h3{font-size:1.1875rem}.intro{font-size:1.125rem}dl>div{grid-template-columns:1fr}}
@media print{
@page{margin:18mm 15mm}
@page wide{size:A4 landscape;margin:10mm}
html{font-size:10pt}
.skip,.contents{display:none}
.scroll{overflow:visible}
.wide{page:wide}
.scroll th[scope=row],.scroll thead tr:first-child>:first-child,caption span,tr.group span,.wide thead th[scope=colgroup] span{position:static}
.wide table{font-size:6pt}
.wrap{max-inline-size:none;padding-inline:0}
.wide th,.wide td{padding:.2rem .25rem .2rem 0;padding-inline:0 .25rem}
.wide th[scope=row],.wide thead tr:first-child>:first-child{max-inline-size:4.5cm;min-inline-size:0}
svg{max-inline-size:100%;block-size:auto}
a{color:inherit;text-decoration:none}
details>summary{color:inherit;text-decoration:none;font-weight:700}
details::details-content{content-visibility:visible;block-size:auto}
h2,h3,h4,caption,figcaption,summary{break-after:avoid}
figure,tr,.notes{break-inside:avoid}
thead{display:table-header-group}
.chapter{break-before:page}
table{font-size:8.5pt}
}
@media (forced-colors:active){.notice{border-inline-start-color:CanvasText}svg{forced-color-adjust:none}}
`.trim();
