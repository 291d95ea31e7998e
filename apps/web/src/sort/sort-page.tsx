import type { SortStep } from "@plait/q-method";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { BoardStep } from "./board-step.tsx";
import { shownCards } from "./cards.ts";
import { CodeForm, CodeStep } from "./code-step.tsx";
import { useFetchedMedia } from "./fetched-media.ts";
import { HelperStep, LanguageStep, PracticeStep, WelcomeStep } from "./first-steps.tsx";
import { inEnglish, type Language, languageOfDevice, openLanguage, type Word } from "./languages.ts";
import { ReasonsStep, StoppedStep, ThanksStep } from "./last-steps.tsx";
import { Button, Buttons, StepTitle } from "./parts.tsx";
import { PilesStep } from "./piles-step.tsx";
import { ReturnToStart } from "./return-to-start.tsx";
import { Say, Speaks, useSay } from "./say.tsx";
import { SHARED_TABLET } from "./shared-tablet-page.tsx";
import type { Saved, SortAtWork, Sorting } from "./sort-at-work.ts";
import { nextStep, type Step, stepOf } from "./steps.ts";
import { StopDialog } from "./stop-dialog.tsx";
import { WholePage } from "./whole-page.tsx";

interface PageProps {
  readonly work: SortAtWork;
  /** Goes somewhere neutral and leaves nothing on the screen or in the history. */
  readonly leave: () => void;
  /** Opens the page anew for the next person. */
  readonly reopen: () => void;
  /** Whether the page can be opened anew without a network. */
  readonly isKept?: () => boolean;
  /** Many people use this device: after each the page goes back to its beginning by itself. */
  readonly isShared?: boolean;
  /** Where the device cannot reach the study: gives everything that was done out of hand. */
  readonly handOver?: (() => Promise<void>) | undefined;
}

/** The whole page of a participant. */
export function SortPage(props: PageProps) {
  const { work } = props;
  const sorting = useSyncExternalStore(work.subscribe, work.current);
  const [chosen, setChosen] = useState(() => languageOfDevice(navigator.languages));
  const tag = (sorting.kind === "sorting" ? sorting.sort.language : null) ?? chosen;
  const language = useOpenedLanguage(tag);
  return (
    <Speaks language={language}>
      <WholePage>
        <Screen {...props} sorting={sorting} onLanguage={setChosen} />
      </WholePage>
    </Speaks>
  );
}

/** The language of the screens, which is also that of the page; the one before until its words are there. */
function useOpenedLanguage(tag: string): Language {
  const [language, setLanguage] = useState(inEnglish);
  useEffect(() => {
    let isWanted = true;
    openLanguage(tag).then(
      (opened) => {
        if (isWanted) setLanguage(opened);
      },
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [tag]);
  const say = useSayOf(language);
  useEffect(() => {
    document.documentElement.lang = language.tag;
    document.documentElement.dir = language.direction;
    document.title = say;
  }, [language, say]);
  return language;
}

function useSayOf({ texts }: Language): string {
  return texts["page-title"] ?? inEnglish.texts["page-title"] ?? "";
}

type ScreenProps = PageProps & { readonly sorting: Sorting; readonly onLanguage: (tag: string) => void };

function Screen({ sorting, onLanguage, ...props }: ScreenProps) {
  const { work, leave, reopen, isShared = false } = props;
  switch (sorting.kind) {
    case "opening":
      return (
        <Frame leave={leave}>
          <p role="status">
            <Say word="one-moment" />
          </p>
        </Frame>
      );
    case "code":
      return (
        <Frame leave={leave}>
          <CodeStep fault={sorting.fault} onCode={(code) => work.enterCode(code)} onLanguage={onLanguage} />
          {isShared && <ToSharedTablet />}
        </Frame>
      );
    case "withdrawn":
      return (
        <Frame leave={leave}>
          <StepTitle word="withdrawn-title" />
          <p>
            <Say word="withdrawn-text" />
          </p>
          {isShared && <ReturnToStart after={AFTER_THE_END} onReturn={() => endWith(work, reopen)} />}
        </Frame>
      );
    case "unavailable":
      return (
        <Frame leave={leave}>
          <StepTitle word="unavailable-title" />
          <p>
            <Say word="unavailable-text" />
          </p>
          <Button word="try-again" look="main" onPress={() => work.open()} />
        </Frame>
      );
    case "sorting":
      return <SortScreen key={sorting.table.participant} {...props} sorting={sorting} />;
    default:
      return sorting satisfies never;
  }
}

/** Milliseconds without a touch after which a shared device goes back to the beginning. Somebody may think for long about a card. */
const AFTER_THE_END = 30_000;
const IN_THE_MIDDLE = 15 * 60_000;

function endWith(work: SortAtWork, reopen: () => void): void {
  work.end().then(reopen, reopen);
}

function SortScreen(props: PageProps & { sorting: Extract<Sorting, { kind: "sorting" }> }) {
  const { work, leave, reopen, handOver, isKept = () => false, isShared = false, sorting } = props;
  const { table, deck, sort, saved, signedOut, fault } = sorting;
  const { record } = work;
  const [step, setStep] = useState(() => stepOf(deck, sort));
  const [isStopping, setIsStopping] = useState(false);
  const [said, announce] = useState("");
  const [isChanging, setIsChanging] = useState(false);
  const language = sort.language ?? "en";
  const cards = shownCards(table, language, useFetchedMedia(table, language));
  const end = () => endWith(work, reopen);
  // What is only here is sealed first, and the page opens again.
  const mayEnd = saved === "sent" || (saved !== "not-here" && isKept());
  const goOn = () => {
    record({ kind: "q.sort-begun", payload: begunAgain(sort) });
    setStep(stepOf(deck, { ...sort, status: "begun" }));
  };
  // What was handed over counts as sent.
  const onHandOver = handOver && (() => void handOver().then(work.send, () => {}));
  const isUnderWay = sort.assented && sort.status === "begun";
  const stop = (keep: boolean) => {
    setIsStopping(false);
    record({ kind: "q.sort-stopped", payload: { keep } });
  };

  const content = (): ReactNode => {
    if (sort.status === "refused") {
      return (
        <>
          <StepTitle word="refused-title" />
          <p>
            <Say word="refused-text" />
          </p>
          <Buttons>
            <Button word="refused-back" onPress={goOn} />
            <Button word="next-person" look="quiet" disabled={!mayEnd} onPress={end} />
          </Buttons>
        </>
      );
    }
    if (sort.status === "stopped") {
      return (
        <StoppedStep
          saved={saved}
          mayEnd={mayEnd}
          onEnd={end}
          onHandOver={onHandOver}
          isForgotten={sort.forgotten}
          onGoOn={goOn}
        />
      );
    }
    if (sort.status === "finished" && !isChanging) {
      const change = () => {
        setIsChanging(true);
        setStep("board-look");
      };
      return <ThanksStep saved={saved} mayEnd={mayEnd} onEnd={end} onHandOver={onHandOver} onChange={change} />;
    }
    const done = () => setStep(nextStep(step));
    const given = { deck, sort, cards, announce, record: recordChanging, onDone: done };
    return stepContent(step, given, table, work);
  };
  const recordChanging = (each: SortStep) => {
    record(each);
    if (each.kind === "q.sort-finished") setIsChanging(false);
  };

  return (
    <Frame leave={leave} title={table.study} saved={saved} {...(isUnderWay && { onStop: () => setIsStopping(true) })}>
      {signedOut && <SignInAgain fault={fault} onCode={(code) => work.enterCode(code)} />}
      {content()}
      <p role="status" className="unseen">
        {said}
      </p>
      {isShared && mayEnd && (
        <ReturnToStart after={sort.status === "begun" || isChanging ? IN_THE_MIDDLE : AFTER_THE_END} onReturn={end} />
      )}
      {isStopping && <StopDialog onStop={stop} onClose={() => setIsStopping(false)} />}
    </Frame>
  );
}

type Given = Parameters<typeof PilesStep>[0];

function stepContent(
  step: Step,
  given: Given,
  table: Parameters<typeof LanguageStep>[0]["table"],
  work: SortAtWork,
): ReactNode {
  const { deck, sort, cards, record, onDone } = given;
  switch (step) {
    case "language":
      return <LanguageStep table={table} record={record} onDone={onDone} />;
    case "welcome":
      return <WelcomeStep cards={cards} count={deck.cards.length} record={record} onDone={onDone} />;
    case "helper":
      return <HelperStep record={record} onDone={onDone} />;
    case "practice":
      return <PracticeStep onDone={onDone} />;
    case "piles":
      return <PilesStep {...given} />;
    case "board":
    case "board-unsure":
    case "board-look":
      return <BoardStep key={step} step={step} {...given} />;
    case "reasons":
      return <ReasonsStep deck={deck} sort={sort} cards={cards} record={record} work={work} />;
    default:
      return step satisfies never;
  }
}

/** Whoever has typed the code, or was typing it, goes on at the title of the step. */
function SignInAgain(code: Parameters<typeof CodeForm>[0]) {
  useEffect(
    () => () => {
      if (document.activeElement === document.body) document.querySelector("h1")?.focus();
    },
    [],
  );
  return (
    <section className="notice">
      <p role="alert">
        <Say word="code-again" />
      </p>
      <CodeForm {...code} />
    </section>
  );
}

/** For the facilitator, whose page is in English as the workbench is. */
function ToSharedTablet() {
  return (
    <p className="for-worker" lang="en" dir="ltr">
      <a className="way" href={SHARED_TABLET}>
        For the facilitator
      </a>
    </p>
  );
}

/** In the language and wording it was begun in. */
function begunAgain({ language, wording }: { language: string | null; wording: string | null }) {
  return { language: language ?? "en", ...(wording !== null && { wording }) };
}

function Frame(props: {
  readonly leave: () => void;
  readonly children: ReactNode;
  readonly title?: string;
  readonly saved?: Saved;
  readonly onStop?: () => void;
}) {
  const { leave, children, title, saved, onStop } = props;
  return (
    <>
      <header>
        {title !== undefined && <StudyTitle title={title} />}
        {saved !== undefined && <SavedMark saved={saved} />}
        <div className="always">
          {onStop && <Button word="stop" onPress={onStop} />}
          <Button word="leave" onPress={leave} />
        </div>
      </header>
      <main>{children}</main>
    </>
  );
}

/** Said to be in no known language: it is the study's, and not that of the page. */
function StudyTitle({ title }: { title: string }) {
  return (
    <p className="study" lang="" dir="auto">
      {title}
    </p>
  );
}

const savedWords = {
  sent: "saved-sent",
  sealed: "saved-sealed",
  here: "saved-here",
  "not-here": "saved-not",
} as const satisfies Readonly<Record<Saved, Word>>;
const savedMarks = { sent: "✓", sealed: "…", here: "…", "not-here": "!" } as const;

function SavedMark({ saved }: { saved: Saved }) {
  const say = useSay();
  return (
    <p className={`saved ${saved}`} title={say(savedWords[saved])}>
      <span aria-hidden="true">{savedMarks[saved]} </span>
      <span className="words">
        <Say word={savedWords[saved]} />
      </span>
    </p>
  );
}
