/** One column on a phone; the board side by side where there is room. */
export const entryFormStyle = `
* { box-sizing: border-box; }
body { margin: 0; color: #111; background: #fff; line-height: 1.5;
  font-family: "Noto Sans", "Vazirmatn", "Noto Sans Ethiopic", system-ui, Arial, sans-serif; }
main { max-width: 80rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; }
p, li, h1, h2, label, summary { overflow-wrap: anywhere; }
fieldset { border: 0; margin: 1.25rem 0; padding: 0; min-width: 0; }
legend { font-weight: bold; font-size: 1.2rem; padding: 0; margin-bottom: 0.5rem; }
label { display: block; font-weight: bold; }
.hint, .count { color: #444; margin: 0; font-size: 0.95rem; }
.fields { display: grid; grid-template-columns: 1fr; gap: 0.75rem; }
@media (min-width: 60rem) { .board { grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); } }
@media (min-width: 40rem) { .piles { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
input { width: 100%; min-height: 44px; padding: 0.4rem; font: inherit; border: 2px solid #555; border-radius: 0; }
#sorter { max-width: 22rem; }
input[aria-invalid="true"] { border-color: #b00020; border-width: 4px; }
button { min-height: 44px; padding: 0.4rem 1rem; font: inherit; font-weight: bold; cursor: pointer;
  border: 2px solid #14532d; background: #14532d; color: #fff; }
button.plain { background: #fff; color: #14532d; }
button:disabled { background: #eee; border-color: #777; color: #555; cursor: default; }
:focus-visible { outline: 4px solid #1d4ed8; outline-offset: 1px; }
label { padding-bottom: 0.25rem; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0; }
.error { color: #b00020; font-weight: bold; margin: 0.2rem 0 0; }
.error:empty { display: none; }
#errors { border: 4px solid #b00020; padding: 0.5rem 1rem; margin: 1rem 0; }
#errors h2 { margin: 0.25rem 0; }
summary { min-height: 44px; padding: 0.5rem 0; cursor: pointer; }
#sorts { padding-inline-start: 0; list-style: none; }
#sorts li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem;
  border-top: 1px solid #bbb; padding: 0.4rem 0; }
bdi { unicode-bidi: isolate; }
`;
