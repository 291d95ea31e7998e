/**
 * What the entry form does in the page. It is text and not a function, because it speaks to a page, which this package
 * otherwise never does. `checkEntry` and `faultFields` stand before it, and the form's data as `setup`.
 */
export const entryFormScript = `
const { form, words } = setup;
const piles = setup.piles ? ["disagree", "unsure", "agree"] : [];
const byId = (id) => document.getElementById(id);
const entered = [];
let reported = false;

const say = (word, values = {}) =>
  words[word].replace(/\\{(\\w+)\\}/g, (whole, name) => (name in values ? values[name] : whole));
const isolated = (text) => "\\u2068" + text + "\\u2069";
const valueText = (value) =>
  "\\u2066" + (value < 0 ? "\\u2212" + -value : value > 0 ? "+" + value : String(value)) + "\\u2069";
const fieldId = (field) => (typeof field === "number" ? "column-" + field : field);
const columnName = (index) => say("in-column", { value: valueText(form.columns[index].value) });
const fieldName = (field) => (typeof field === "number" ? columnName(field) : isolated(say(field)));
const listed = (items) => items.join(", ");

function fieldIds() {
  return ["sorter", ...form.columns.map((_, index) => "column-" + index), ...piles];
}

function typed() {
  const text = (id) => (byId(id) === null ? "" : byId(id).value);
  return {
    sorter: text("sorter"),
    columns: form.columns.map((_, index) => text("column-" + index)),
    piles: { agree: text("agree"), unsure: text("unsure"), disagree: text("disagree") },
  };
}

function check() {
  return checkEntry(typed(), form, entered.map(({ sorter }) => sorter));
}

function faultText(fault) {
  switch (fault.kind) {
    case "not-a-number":
    case "unknown-card":
      return say(fault.kind, { typed: isolated(fault.typed), field: fieldName(fault.field) });
    case "card-twice":
      return say(fault.kind, { card: fault.card, fields: listed(faultFields(fault).map(fieldName)) });
    case "too-many":
    case "too-few":
      return say(fault.kind, { field: fieldName(fault.field), has: fault.has, room: fault.room });
    case "cards-missing":
    case "piles-missing":
      return say(fault.kind, { cards: listed(fault.cards) });
    default:
      return say(fault.kind);
  }
}

/** Faults that more typing will not mend are told at once; what is merely unfinished waits until the sort is added. */
const isUnfinished = ({ kind }) => ["no-code", "too-few", "cards-missing", "piles-missing"].includes(kind);

function showFieldErrors(faults) {
  for (const id of fieldIds()) {
    const own = faults.filter((fault) => faultFields(fault).map(fieldId).includes(id));
    const message = own.map(faultText).join(" ");
    const error = byId(id + "-error");
    if (error.textContent !== message) error.textContent = message;
    if (own.length > 0) byId(id).setAttribute("aria-invalid", "true");
    else byId(id).removeAttribute("aria-invalid");
  }
}

function setText(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

function showLive() {
  const { faults, filled } = check();
  form.columns.forEach(({ cards: room }, index) => {
    const word = form.shape === "forced" ? "count" : "count-free";
    setText("column-" + index + "-count", say(word, { has: filled[index], room }));
  });
  const nowhere = faults.find(({ kind }) => kind === "cards-missing");
  const left = nowhere === undefined ? say("complete") : say("left", { cards: listed(nowhere.cards) });
  setText("progress", filled.every((cards) => cards === 0) ? "" : left);
  showFieldErrors(reported ? faults : faults.filter((fault) => !isUnfinished(fault)));
  if (reported && faults.length === 0) hideErrors();
}

function hideErrors() {
  reported = false;
  byId("errors").hidden = true;
  byId("error-list").textContent = "";
}

function showErrors(faults) {
  reported = true;
  showFieldErrors(faults);
  const list = byId("error-list");
  list.textContent = "";
  for (const fault of faults) {
    const item = document.createElement("li");
    item.textContent = faultText(fault);
    list.append(item);
  }
  byId("errors").hidden = false;
  const faulty = faults.flatMap((fault) => faultFields(fault).map(fieldId));
  const first = fieldIds().find((id) => faulty.includes(id));
  const whole = faults.some(({ kind }) => kind === "piles-missing") ? piles[0] : "column-0";
  byId(first === undefined ? whole : first).focus();
}

function showSorts() {
  const list = byId("sorts");
  list.textContent = "";
  for (const sort of entered) {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = sort.sorter;
    const state = document.createElement("span");
    state.textContent = say(sort.downloaded ? "downloaded" : "not-downloaded");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = say("change");
    button.setAttribute("aria-label", say("change-of", { sorter: isolated(sort.sorter) }));
    button.addEventListener("click", () => change(sort));
    item.append(name, state, button);
    list.append(item);
  }
  byId("none").hidden = entered.length > 0;
  byId("download").disabled = entered.length === 0;
}

function fill({ sorter, columns, piles: inPiles }) {
  byId("sorter").value = sorter;
  columns.forEach((text, index) => { byId("column-" + index).value = text; });
  for (const pile of piles) byId(pile).value = inPiles[pile];
}

function isBegun() {
  return fieldIds().some((id) => byId(id).value.trim() !== "");
}

function empty() {
  for (const id of fieldIds()) byId(id).value = "";
  hideErrors();
  showLive();
}

function add(event) {
  event.preventDefault();
  const { faults, places, piles: inPiles } = check();
  if (faults.length > 0) {
    setText("status", "");
    showErrors(faults);
    return;
  }
  const now = typed();
  const sorter = now.sorter.trim();
  entered.push({ sorter, typed: now, places, piles: inPiles, downloaded: false });
  empty();
  showSorts();
  setText("status", say("added", { sorter: isolated(sorter) }));
  byId("sorter").focus();
}

function change(sort) {
  if (isBegun()) {
    setText("status", say("change-refused"));
    return;
  }
  entered.splice(entered.indexOf(sort), 1);
  fill(sort.typed);
  showSorts();
  showLive();
  setText("status", say("changing", { sorter: isolated(sort.sorter) }));
  byId("sorter").focus();
}

function csv() {
  const lines = entered.flatMap(({ sorter, places, piles: inPiles }) =>
    form.statements.map(({ id }, index) => [sorter, id, String(places[index]), inPiles[index] ?? ""]),
  );
  const cell = (text) => (/[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
  const table = [["sorter", "statement", "place", "pile"], ...lines];
  return table.map((line) => line.map(cell).join(",") + "\\r\\n").join("");
}

function download() {
  const address = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = setup.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  for (const sort of entered) sort.downloaded = true;
  showSorts();
  setText("status", say("downloaded"));
}

byId("entry").addEventListener("submit", add);
byId("entry").addEventListener("input", () => { setText("status", ""); showLive(); });
byId("empty").addEventListener("click", () => { empty(); setText("status", say("emptied")); byId("sorter").focus(); });
byId("download").addEventListener("click", download);
addEventListener("beforeunload", (event) => {
  if (isBegun() || entered.some(({ downloaded }) => !downloaded)) event.preventDefault();
});
byId("form-area").hidden = false;
showSorts();
showLive();
`;
