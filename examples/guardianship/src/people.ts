import type { Random } from "@plait/study";
import { type Day, dayOf, lastDay, monthOfDay, monthsBetween } from "./calendar.ts";
import {
  type ClosureDesign,
  type DrawnClosures,
  drawClosureReason,
  drawClosures,
  isDrawable,
} from "./closure-effects.ts";
import {
  type Group,
  limitedAndClosed,
  limitedFrom,
  limitedTo,
  linkedRows,
  modelSample,
  monthlySupplied,
  reentries,
  removedFromSample,
  removedFromWide,
  rpcStart,
  studyEnd,
  studyStart,
} from "./counts.ts";
import {
  criminalJusticeStatuses,
  type ExploitationType,
  exploitationLocations,
  exploitationTypes,
  immigrationStatuses,
  NOT_KNOWN,
  nextServices,
  nonUkNationalities,
  pickWeighted,
  referrers,
  sites,
  TEST_SITE,
  ukImmigrationStatus,
} from "./vocabulary.ts";

/** Why a person is, or is not, in the wide file and the models' sample. */
export type Standing =
  | "modelled"
  | "group-unknown"
  | "gender-unknown"
  | "nationality-unknown"
  | "exploitation-unknown"
  | "time-unknown"
  | "not-closed"
  | "test-record"
  | "outside-period"
  | "conflict";

/** What keeps the time in service of a closed person from being known. */
export type TimeGap =
  | "partial-referral-date"
  | "partial-closure-date"
  | "impossible-closure-date"
  | "month-first-closure-date"
  | "no-closure-date";

export interface Episode {
  readonly group: Group;
  readonly referred: Day;
  readonly site: string;
}

export interface Details {
  readonly gender: string | null;
  readonly nationality: string | null;
  readonly age: number | null;
  readonly exploitation: readonly string[] | null;
  readonly location: string | null;
  readonly immigration: string | null;
  readonly criminalJustice: string | null;
  readonly referrer: string | null;
}

export interface Closure {
  readonly day: Day;
  readonly reason: string;
  readonly movedTo: string | null;
}

export interface Person {
  /** The digits of the reference number, 1 to 9,999. */
  readonly number: number;
  readonly standing: Standing;
  readonly episodes: readonly Episode[];
  readonly details: Details;
  /** Of a person in conflict: what the second row of the same referral says instead. */
  readonly contradiction?: Details;
  /** Role of the worker in months other than April to June 2021, for people whose role was not known then. */
  readonly laterGroup: Group;
  readonly closure?: Closure;
  readonly timeGap?: TimeGap;
  /** The last day on which anything is recorded. */
  readonly lastSeen: Day;
}

export interface People {
  readonly people: readonly Person[];
  readonly closures: DrawnClosures;
  /** Digits that belong to nobody, for orphans and unusable rows. */
  readonly spareNumbers: readonly number[];
}

const noDetails: Details = {
  gender: null,
  nationality: null,
  age: null,
  exploitation: null,
  location: null,
  immigration: null,
  criminalJustice: null,
  referrer: null,
};

/** Everyone the service has seen, with exactly as many people of each standing as `counts.ts` asks for. */
export function makePeople(random: Random): People {
  const numbers = random.fork("numbers").shuffle(Array.from({ length: 9999 }, (_, i) => i + 1));
  const takeNumber = () => numbers.pop() ?? 0;

  const modelled = closedCases(modelSample, "modelled", random.fork("modelled"));
  const closures = drawClosures(
    modelled.map((one) => one.design),
    random.fork("closures"),
  );
  const otherClosed = [
    ...closedCases(limitedAndClosed, "gender-unknown", random.fork("limited"), { limited: true }),
    ...closedCases(removedFromSample.genderUnknown - limitedAndClosed, "gender-unknown", random.fork("gender unknown")),
    ...closedCases(removedFromSample.nationalityUnknown, "nationality-unknown", random.fork("nationality unknown")),
    ...closedCases(removedFromSample.exploitationUnknown, "exploitation-unknown", random.fork("exploitation unknown")),
    ...closedCases(removedFromSample.timeUnknown, "time-unknown", random.fork("time unknown")),
    ...closedCases(removedFromSample.groupUnknown, "group-unknown", random.fork("group unknown")),
  ];
  const reasonSource = random.fork("other closures");
  const closed = [
    ...modelled.map((one, i) => closedPerson(one, closures.reasons[i] ?? "Other", takeNumber(), random)),
    ...otherClosed.map((one) => closedPerson(one, drawClosureReason(one.design, reasonSource), takeNumber(), random)),
  ];
  const open = openPeople(closed, takeNumber, random.fork("open"));
  const people = [...closed, ...withReentries(open, random.fork("re-entries")), ...oddPeople(takeNumber, random)];
  return { people, closures, spareNumbers: numbers };
}

interface ClosedCase {
  readonly standing: Standing;
  readonly group: Group;
  readonly referred: Day;
  readonly closed: Day;
  readonly design: ClosureDesign;
  readonly limited: boolean;
  readonly index: number;
}

/** In the models' sample, how many are sure to have each of the two rare types. */
const ensured = { "Organ harvesting": 44, Financial: 48 } as const;

function closedCases(
  count: number,
  standing: Standing,
  random: Random,
  options: { readonly limited: boolean } = { limited: false },
): ClosedCase[] {
  return Array.from({ length: count }, (_, index) => {
    for (;;) {
      const group = standing === "group-unknown" ? "Missing" : random.next() < 0.49 ? "DW" : "RPC";
      const stay = closedStay(group, options.limited, random, standing === "modelled" && index < 44 ? 10 : 0);
      if (stay === null) continue;
      const male = random.next() < 0.72;
      const nonUk = random.next() < 0.55;
      const exploitation = new Set(drawExploitation(male, nonUk, random));
      if (standing === "modelled") {
        if (index < ensured["Organ harvesting"]) exploitation.add("Organ harvesting");
        else if (index < ensured["Organ harvesting"] + ensured.Financial) exploitation.add("Financial");
      }
      const design: ClosureDesign = {
        exploitation: inListOrder(exploitation),
        male,
        nonUk,
        months: monthsBetween(stay.referred, stay.closed),
        directWorker: group === "DW",
      };
      if (standing === "modelled" && !isDrawable(design)) continue;
      return { standing, group, ...stay, design, limited: options.limited, index };
    }
  });
}

function closedStay(
  group: Group,
  limited: boolean,
  random: Random,
  extraMonths: number,
): { referred: Day; closed: Day } | null {
  const referred = drawReferralDay(group, random, limited);
  if (!limited && isLimited(referred)) return null;
  const months =
    0.4 + extraMonths * random.next() - 4.6 * Math.log(1 - random.next()) - 4.6 * Math.log(1 - random.next());
  if (months > 31) return null;
  const closed = referred + Math.round(months * 30.4375);
  if (closed > studyEnd) return null;
  const recordedBy = group === "Missing" && closed > dayOf("2021-06-30") ? "DW" : group;
  return monthlySupplied(recordedBy, monthOfDay(closed)) ? { referred, closed } : null;
}

function drawReferralDay(group: Group, random: Random, limited = false): Day {
  const [from, to] = limited ? [limitedFrom, limitedTo] : periodOf(group);
  // The service grew: later days are likelier.
  return from + Math.floor((to - from + 1) * random.next() ** 0.75);
}

function periodOf(group: Group): [Day, Day] {
  switch (group) {
    case "DW":
      return [studyStart, studyEnd];
    case "RPC":
      return [rpcStart, studyEnd];
    case "Missing":
      return [dayOf("2021-04-01"), dayOf("2021-06-30")];
  }
}

function isLimited(referred: Day): boolean {
  return referred >= limitedFrom && referred <= limitedTo;
}

function drawExploitation(male: boolean, nonUk: boolean, random: Random): ExploitationType[] {
  const chances: readonly (readonly [ExploitationType, number])[] = [
    ["Labour", nonUk ? 0.42 : 0.07],
    ["Sexual", male ? 0.09 : 0.52],
    ["Criminal", nonUk ? 0.34 : 0.8],
    ["Domestic", nonUk ? 0.11 : 0.03],
  ];
  const drawn = chances.filter(([, chance]) => random.next() < chance).map(([type]) => type);
  return drawn.length > 0 ? drawn : [nonUk ? "Labour" : "Criminal"];
}

function inListOrder(types: ReadonlySet<ExploitationType>): ExploitationType[] {
  return exploitationTypes.filter((type) => types.has(type));
}

function closedPerson(one: ClosedCase, reason: string, number: number, random: Random): Person {
  const source = random.fork(`person ${number}`);
  const timeGap = one.standing === "time-unknown" ? timeGapOf(one.index) : undefined;
  const atEighteen = Math.max(14, Math.floor(18 - one.design.months / 12 - 0.01));
  const age = reason === "Turning 18" ? atEighteen : Number(pickWeighted(ages, source));
  const full: Details = {
    ...drawDetails(one.design.male ? "Male" : "Female", one.design.nonUk, one.design.exploitation, source),
    age,
  };
  return {
    number,
    standing: one.standing,
    episodes: [{ group: one.group, referred: one.referred, site: source.pick(sites) }],
    details: one.limited ? noDetails : unknownTo(one.standing, full, source),
    laterGroup: one.group === "Missing" ? "DW" : one.group,
    closure: {
      day: one.closed,
      reason,
      movedTo: reason === "Transfer to a non-ICTG site" ? pickWeighted(nextServices, source) : null,
    },
    ...(timeGap === undefined ? {} : { timeGap }),
    lastSeen: one.closed,
  };
}

function timeGapOf(index: number): TimeGap {
  if (index < 12) return "partial-referral-date";
  if (index < 30) return "partial-closure-date";
  if (index < 40) return "impossible-closure-date";
  if (index < 48) return "month-first-closure-date";
  return "no-closure-date";
}

function unknownTo(standing: Standing, details: Details, random: Random): Details {
  const blank = random.next() < 0.4;
  switch (standing) {
    case "gender-unknown":
      return { ...details, gender: blank ? "Other" : NOT_KNOWN };
    case "nationality-unknown":
      return { ...details, nationality: blank ? null : NOT_KNOWN };
    case "exploitation-unknown":
      return { ...details, exploitation: blank ? null : [NOT_KNOWN] };
    default:
      return details;
  }
}

const ages = [
  ["10", 1],
  ["11", 2],
  ["12", 4],
  ["13", 8],
  ["14", 15],
  ["15", 24],
  ["16", 28],
  ["17", 18],
] as const;

/** Some are found to be older than was thought when they were referred. */
const agesOfOpenCases = [...ages, ["18", 2] as const];

function drawDetails(
  gender: string,
  nonUk: boolean,
  exploitation: readonly string[],
  random: Random,
): Omit<Details, "age"> {
  return {
    gender,
    nationality: nonUk ? pickWeighted(nonUkNationalities, random) : "British",
    exploitation,
    location: pickWeighted(exploitationLocations, random),
    immigration: nonUk ? pickWeighted(immigrationStatuses, random) : ukImmigrationStatus,
    criminalJustice: pickWeighted(criminalJusticeStatuses, random),
    referrer: pickWeighted(referrers, random),
  };
}

/** Everyone whose case was not seen to close, filling each group up to its rows in Table 1. */
function openPeople(closed: readonly Person[], takeNumber: () => number, random: Random): Person[] {
  const wide = (group: "DW" | "RPC") =>
    linkedRows.referral[group] -
    removedFromWide.testRecord[group] -
    removedFromWide.outsidePeriod[group] -
    removedFromWide.conflict[group] -
    removedFromWide.laterEpisode[group];
  const closedIn = (group: Group) => closed.filter((person) => person.episodes[0]?.group === group).length;
  const wanted: Readonly<Record<Group, number>> = {
    DW: wide("DW") - closedIn("DW"),
    RPC: wide("RPC") - closedIn("RPC"),
    Missing: linkedRows.referral.Missing - closedIn("Missing"),
  };
  return (["DW", "RPC", "Missing"] as const).flatMap((group) =>
    Array.from({ length: wanted[group] }, () => openPerson(group, takeNumber(), random)),
  );
}

function openPerson(group: Group, number: number, random: Random): Person {
  const referred = drawReferralDay(group, random);
  return {
    number,
    standing: "not-closed",
    episodes: [{ group, referred, site: random.pick(sites) }],
    details: isLimited(referred) ? noDetails : drawOpenDetails(random),
    laterGroup: group === "Missing" ? (random.next() < 0.5 ? "DW" : "RPC") : group,
    lastSeen: drawLastSeen(group, referred, random),
  };
}

function drawLastSeen(group: Group, referred: Day, random: Random): Day {
  const meanMonths = group === "RPC" ? 10 : 23;
  return Math.min(studyEnd, referred + Math.round(-meanMonths * 30 * Math.log(1 - random.next() * 0.97)));
}

function drawOpenDetails(random: Random): Details {
  const male = random.next() < 0.73;
  const nonUk = random.next() < 0.56;
  const exploitation = new Set(drawExploitation(male, nonUk, random));
  if (random.next() < 0.012) exploitation.add("Organ harvesting");
  if (random.next() < 0.02) exploitation.add("Financial");
  const details: Details = {
    ...drawDetails(male ? "Male" : "Female", nonUk, inListOrder(exploitation), random),
    age: Number(pickWeighted(agesOfOpenCases, random)),
  };
  const gender = random.next() < 0.012 ? random.pick(["Other", NOT_KNOWN]) : details.gender;
  const nationality = random.next() < 0.04 ? random.pick([null, NOT_KNOWN]) : details.nationality;
  const unknownType = random.next() < 0.06;
  return {
    ...details,
    gender,
    nationality,
    exploitation: unknownType ? random.pick([null, [NOT_KNOWN]]) : details.exploitation,
  };
}

const LAST_SITE = sites[sites.length - 1] ?? "";

/** Gives forty people whose cases are open a second referral: another date, another site, or both. */
function withReentries(open: readonly Person[], random: Random): Person[] {
  const wanted = [
    ...new Array<"DW">(removedFromWide.laterEpisode.DW).fill("DW"),
    ...new Array<"RPC">(removedFromWide.laterEpisode.RPC).fill("RPC"),
  ];
  const candidates = random.shuffle(
    open.filter((person) => {
      const first = person.episodes[0];
      return (
        first !== undefined &&
        first.group !== "Missing" &&
        !isLimited(first.referred) &&
        first.referred < dayOf("2021-06-30") &&
        first.site < LAST_SITE
      );
    }),
  );
  const changed = new Map<Person, Person>();
  for (const [index, group] of random.shuffle(wanted).entries()) {
    const sameDay = index < reentries.sameDay;
    const sameSite = !sameDay && index < reentries.sameDay + reentries.sameSite;
    const person = candidates.find((one) => !changed.has(one) && (!sameDay || one.episodes[0]?.group === group));
    const first = person?.episodes[0];
    if (person === undefined || first === undefined) throw new RangeError("too few open cases for the re-entries");
    const again = sameDay ? first.referred : drawReturn(first.referred, group, random);
    // The later site also comes later in the alphabet, so that two sites on one day have one order.
    const site = sameSite ? first.site : random.pick(sites.filter((one) => one > first.site));
    const lastSeen = drawLastSeen(group, again, random);
    changed.set(person, { ...person, episodes: [first, { group, referred: again, site }], lastSeen });
  }
  return open.map((person) => changed.get(person) ?? person);
}

function drawReturn(first: Day, group: Group, random: Random): Day {
  const earliest = Math.max(first + 90, group === "RPC" ? rpcStart : studyStart);
  for (;;) {
    const day = earliest + random.integer(studyEnd - earliest - 20);
    if (!isLimited(day)) return day;
  }
}

/** Test records, referrals outside the period, and referrals delivered twice with different details. */
function oddPeople(takeNumber: () => number, random: Random): Person[] {
  const source = random.fork("odd people");
  const people: Person[] = [];
  for (const group of ["DW", "RPC"] as const) {
    const add = (standing: Standing, referred: Day, site: string, lastSeen: Day, contradiction: boolean) => {
      const drawn = drawOpenDetails(source);
      const details = contradiction ? withAnswers(drawn, source) : drawn;
      people.push({
        number: takeNumber(),
        standing,
        episodes: [{ group, referred, site }],
        details,
        ...(contradiction ? { contradiction: contradict(details, source) } : {}),
        laterGroup: group,
        lastSeen,
      });
    };
    for (let i = 0; i < removedFromWide.testRecord[group]; i++) {
      const referred = drawFullDay(group, source);
      add("test-record", referred, TEST_SITE, Math.min(studyEnd, referred + 40), false);
    }
    for (let i = 0; i < removedFromWide.outsidePeriod[group]; i++) {
      const referred =
        group === "DW" ? dayOf("2016-11-07") + source.integer(80) : dayOf("2022-10-03") + source.integer(60);
      add("outside-period", referred, source.pick(sites), referred - 1, false);
    }
    for (let i = 0; i < removedFromWide.conflict[group] / 2; i++) {
      const referred = drawFullDay(group, source);
      add("conflict", referred, source.pick(sites), Math.min(studyEnd, lastDay(monthOfDay(referred + 90))), true);
    }
  }
  return people;
}

function drawFullDay(group: Group, random: Random): Day {
  for (;;) {
    const day = drawReferralDay(group, random);
    if (!isLimited(day)) return day;
  }
}

/** Only two answers can contradict each other. */
function withAnswers(details: Details, random: Random): Details {
  return { ...details, gender: random.pick(["Female", "Male"]), nationality: pickWeighted(nonUkNationalities, random) };
}

function contradict(details: Details, random: Random): Details {
  if (random.next() < 0.5) return { ...details, gender: details.gender === "Male" ? "Female" : "Male" };
  return { ...details, nationality: details.nationality === "Albanian" ? "Vietnamese" : "Albanian" };
}
