/** What the page for output checkers adds to the look of the annex: the mark on every screen and sheet, and cells of two lines. */
export const reviewPageStyle = `
html{scroll-padding-block-start:6rem}
.inside-only{position:sticky;inset-block-start:0;z-index:2;background:#801650;color:#fff;border-block-end:4px solid #0b0c0c}
.inside-only p{margin:0 auto;max-inline-size:76rem;padding:.5rem 1rem}
.inside-only strong{font-size:1.25rem;letter-spacing:.05em;margin-inline-end:.75rem}
.inside-tag{display:inline-block;font-size:.875rem;font-weight:700;border:2px solid #801650;color:#801650;padding:0 .5rem;vertical-align:middle;text-transform:uppercase}
.output .notice h3{margin-block:0 .5rem;font-size:1.125rem}
.notice ul{margin:0;padding-inline-start:1.25rem}
.output h3{margin-block-start:1.5rem}
.contents li>span{color:#383f43;margin-inline-start:.5rem}
.evidence th,.evidence td{padding-block:.4rem}
.evidence td{min-inline-size:7rem}
.seen{font-weight:700}
.behind{display:block;inline-size:fit-content;font-size:.875rem;margin-block-start:.2rem;padding:0 .4rem;background:#f3e3ec;border-inline-start:3px solid #801650;color:#0b0c0c}
p .behind{display:inline}
.people{white-space:nowrap;color:#383f43;margin-inline-start:.2rem}
.why{font-size:.875rem;color:#383f43}
.lost{background:repeating-linear-gradient(135deg,#fff,#fff 6px,#f7f7f7 6px,#f7f7f7 12px)}
@media (max-width:40rem){html{scroll-padding-block-start:9rem}}
@media print{
@page{margin:24mm 15mm 18mm;@top-center{content:"INSIDE ONLY: true numbers about people. Does not leave the safe setting.";font:700 11pt Arial,sans-serif;color:#801650}@bottom-center{content:"INSIDE ONLY · " counter(page);font:9pt Arial,sans-serif}}
.inside-only{position:static;color:#801650;background:none;border:3px solid #801650}
.output{break-before:page}
.behind{print-color-adjust:exact}
.wide .evidence{inline-size:100%;table-layout:fixed}
.wide .evidence td{min-inline-size:0}
.wide .evidence th:first-child{inline-size:3cm}
.wide .evidence :is(.behind,.why,.people){font-size:inherit;white-space:normal;padding-inline:.15rem 0}
.wide .evidence .behind{inline-size:auto}
}
@media (forced-colors:active){.inside-only,.behind,.inside-tag{border:2px solid CanvasText}}
`.trim();
