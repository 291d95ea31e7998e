import type { Call } from "@plait/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { Choices, SortsReply } from "./analysis-of-sorts.ts";
import { CardsView } from "./cards-view.tsx";
import { CollectionView } from "./collection-view.tsx";
import { FactorNumberView } from "./factor-number-view.tsx";
import { GroupsView } from "./groups-view.tsx";
import { LoadingsView } from "./loadings-view.tsx";
import "./q-room.css";
import { TurnView } from "./turn-view.tsx";
import { useAnalysis } from "./use-analysis.ts";

/** The Q strand: who is sorting, the cards, and the analysis, which is worked out on this machine as sorts come in. */
export function QRoom({ call }: { readonly call: Call }) {
  return (
    <Tabs className="tabs">
      <TabList aria-label="Q-sorts">
        <Tab id="collection">Collecting</Tab>
        <Tab id="cards">Cards</Tab>
        <Tab id="analysis">Analysis</Tab>
      </TabList>
      <TabPanel id="collection">
        <Collection call={call} />
      </TabPanel>
      <TabPanel id="cards">
        <Cards call={call} />
      </TabPanel>
      <TabPanel id="analysis">
        <Analysis call={call} />
      </TabPanel>
    </Tabs>
  );
}

function Collection({ call }: { readonly call: Call }) {
  const client = useQueryClient();
  const sorters = useQuery({ queryKey: ["q", "listSorters"], queryFn: () => call("listSorters") });
  return (
    <Loaded query={sorters}>
      {({ sorters: found }) => (
        <CollectionView
          sorters={found}
          invite={async (participants) => {
            const { codes } = await call("inviteSorters", { body: { participants: [...participants] } });
            await client.invalidateQueries({ queryKey: ["q"] });
            return codes;
          }}
        />
      )}
    </Loaded>
  );
}

function Cards({ call }: { readonly call: Call }) {
  const design = useQuery({ queryKey: ["q", "readQDesign"], queryFn: () => call("readQDesign") });
  return <Loaded query={design}>{(found) => <CardsView design={found} />}</Loaded>;
}

function Analysis({ call }: { readonly call: Call }) {
  const sorts = useQuery({ queryKey: ["q", "readQSorts"], queryFn: () => call("readQSorts") });
  return <Loaded query={sorts}>{(reply) => <AnalysisOf reply={reply} call={call} />}</Loaded>;
}

function AnalysisOf({ reply, call }: { readonly reply: SortsReply; readonly call: Call }) {
  const client = useQueryClient();
  const found = useAnalysis(reply);
  const languages = [...new Set(reply.statements.flatMap(({ texts }) => Object.keys(texts)))];
  const [language, setLanguage] = useState(languages[0] ?? "en");
  const field = useId();
  const choose = async (choices: Partial<Choices>, reason: string) => {
    const { extraction, factors, rotation, flags, groups } = choices;
    await call("chooseAnalysis", {
      body: {
        revision: reply.revision,
        reason,
        choices: {
          ...(extraction && { extraction }),
          ...(factors && { factors }),
          ...(rotation && { rotation }),
          ...(flags && { flags }),
          ...(groups && { groups }),
        },
      },
    });
    await client.invalidateQueries({ queryKey: ["q"] });
  };
  const live = reply.sorts.filter(({ from }) => from === "journal").length;
  const shared = { ...found, reply, language, choose };
  return (
    <>
      <p>
        {reply.sorts.length} whole sorts: {reply.sorts.length - live} from files, {live} made in Plait.
      </p>
      {reply.problems.map(({ severity, code, file, message, remedy }) => (
        <p key={`${code} ${file} ${message}`} className={severity}>
          {file}: {message}. {remedy}
        </p>
      ))}
      {found["not-possible"] === undefined ? (
        <>
          <span className="field">
            <label htmlFor={field}>Cards in</label>
            <select id={field} value={language} onChange={({ target }) => setLanguage(target.value)}>
              {languages.map((tag) => (
                <option key={tag}>{tag}</option>
              ))}
            </select>
          </span>
          <Tabs className="tabs inner">
            <TabList aria-label="Analysis">
              <Tab id="number">How many groups</Tab>
              <Tab id="loadings">Loadings</Tab>
              <Tab id="turn">Turn by hand</Tab>
              <Tab id="groups">Groups</Tab>
            </TabList>
            <TabPanel id="number">
              <FactorNumberView {...found} />
            </TabPanel>
            <TabPanel id="loadings">
              <LoadingsView {...shared} />
            </TabPanel>
            <TabPanel id="turn">
              <TurnView {...shared} />
            </TabPanel>
            <TabPanel id="groups">
              <GroupsView {...shared} />
            </TabPanel>
          </Tabs>
        </>
      ) : (
        <p role="status">{found["not-possible"].why}</p>
      )}
    </>
  );
}

interface Query<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
}

function Loaded<T>({ query, children }: { readonly query: Query<T>; readonly children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <p role="alert" className="error">
        {query.error.message}
      </p>
    );
  }
  return <p role="status">One moment …</p>;
}
