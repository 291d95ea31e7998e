import { type ReplyOf, routeTable } from "@plait/api";
import { PHOTOGRAPH_TYPES, PHOTOGRAPHED, type Photographed } from "@plait/q-method";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { type ChangeEvent, type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { NotDone } from "../../answer.tsx";
import { countOf } from "../../counted.ts";
import { call } from "../../server-call.ts";
import { newId } from "./new-id.ts";
import { photographs } from "./paper-words.ts";
import { handInWords } from "./when.ts";
import { ZoomedPicture } from "./zoomed-picture.tsx";

type PaperSort = ReplyOf<"readPaperSort">;

/** A file that was chosen and not kept yet. Its id is of the photograph, so that sending it again keeps it once. */
interface Chosen {
  readonly id: string;
  readonly file: File;
  /** Of this window alone. */
  readonly address: string;
}

type ChosenByKind = Readonly<Partial<Record<Photographed, Chosen>>>;

const MOST_BYTES = 8 * 1024 * 1024;

/** The four photographs: chosen, taken or dropped, looked at, then kept; one of them large, to be typed from. */
export function Photographs({ sort }: { readonly sort: PaperSort }): ReactNode {
  const client = useQueryClient();
  const [selected, select] = useState<Photographed>("numbers");
  const [chosen, setChosen] = useChosen();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [heading, hint] = [useId(), useId()];
  const waiting = PHOTOGRAPHED.filter((shows) => chosen[shows] !== undefined);
  useBlocker({
    shouldBlockFn: () => !window.confirm("Some photographs are not kept yet. Leave without them?"),
    enableBeforeUnload: true,
    disabled: waiting.length === 0,
  });
  const keep = useMutation({
    mutationFn: async () => {
      setRefused([]);
      for (const shows of waiting) {
        const one = chosen[shows];
        if (one === undefined) continue;
        const bytes = await base64Of(one.file);
        const body = { id: one.id, participant: sort.participant, shows, bytes };
        const kept = await call("keepPhotograph", { body });
        client.setQueryData(["q", "readPaperSort", sort.participant], kept);
        setChosen((before) => ({ ...before, [shows]: undefined }));
      }
      void client.invalidateQueries({ queryKey: ["q", "listPaperSorts"] });
    },
  });
  const remove = useMutation({
    mutationFn: (photograph: string) =>
      call("deletePhotograph", { body: { id: newId(), participant: sort.participant, photograph } }),
    onSuccess: (after) => {
      client.setQueryData(["q", "readPaperSort", sort.participant], after);
      void client.invalidateQueries({ queryKey: ["q", "listPaperSorts"] });
    },
  });
  const add = (files: readonly File[]) => {
    const fit = files.filter((file) => whyNot(file) === undefined);
    const kinds = files.length === 1 ? [selected] : emptyKinds(sort, chosen);
    const tooMany = fit.slice(kinds.length).map(({ name }) => `${name}: there is no empty place for it.`);
    setRefused([...files.flatMap((file) => whyNot(file) ?? []), ...tooMany]);
    const added = fit.slice(0, kinds.length).flatMap((file, at) => {
      const shows = kinds[at];
      return shows === undefined ? [] : [[shows, chosenFile(file)] as const];
    });
    const [first] = added;
    if (first === undefined) return;
    setChosen((before) => ({ ...before, ...Object.fromEntries(added) }));
    select(added.find(([shows]) => shows === "numbers")?.[0] ?? first[0]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    add([...event.dataTransfer.files]);
  };
  const own = chosen[selected];
  const kept = sort.photographs.find(({ shows }) => shows === selected);
  const about = photographs.find(({ shows }) => shows === selected);
  const source = own?.address ?? (kept && `${routeTable.readPhotograph.path}?id=${kept.id}`);

  return (
    <section
      aria-labelledby={heading}
      className="paper-photographs"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <h2 id={heading}>Photographs</h2>
      <fieldset className="paper-kinds">
        <legend className="hidden-words">Which photograph is shown</legend>
        {photographs.map(({ shows, name }, at) => (
          <label key={shows} className="paper-kind">
            <input type="radio" name={`${heading}-kind`} checked={selected === shows} onChange={() => select(shows)} />
            <span>
              {at + 1}. {name}
              <span className="paper-kind-state">{stateOf(sort, chosen, shows)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p id={hint} className="quiet">
        {about?.hint}
      </p>
      {source === undefined ? (
        <p className="paper-empty">None yet. Choose it, take it with this device’s camera, or drop it here.</p>
      ) : (
        <ZoomedPicture key={source} source={source} name={`Photograph: ${about?.name.toLowerCase()}`} />
      )}
      {own === undefined && kept !== undefined && <p className="quiet">Kept by {handInWords(kept)}.</p>}
      <NotDone error={remove.error} />
      <div className="buttons">
        <FileButton label="Choose photographs" of={hint} multiple onFiles={add} />
        <FileButton label="Use the camera" of={hint} camera onFiles={add} />
        {own === undefined && kept !== undefined && (
          <button
            type="button"
            className="button second"
            disabled={remove.isPending}
            onClick={() => {
              if (window.confirm("Delete this photograph? Nobody can bring it back.")) remove.mutate(kept.id);
            }}
          >
            Delete this photograph
          </button>
        )}
      </div>
      <p className="quiet">
        PNG, JPEG or WebP, up to 8 MB each. What the camera says of place, time and itself is taken out before they are
        kept.
      </p>
      {refused.length > 0 && (
        <div className="notice error" role="alert">
          <ul>
            {refused.map((why) => (
              <li key={why} className="long-words">
                {why}
              </li>
            ))}
          </ul>
        </div>
      )}
      {waiting.length > 0 && (
        <div className="notice warning">
          <p>
            <strong>
              {waiting.length === 1 ? "One photograph is" : `${waiting.length} photographs are`} not kept yet.
            </strong>{" "}
            Look at each: is there a face, a name, a place or a screen on it? Then take another.
          </p>
          <NotDone error={keep.error} />
          <div className="buttons">
            <button type="button" className="button" disabled={keep.isPending} onClick={() => keep.mutate()}>
              Keep {countOf(waiting.length, "photograph")}
            </button>
            {own !== undefined && (
              <button
                type="button"
                className="button second"
                disabled={keep.isPending}
                onClick={() => setChosen((before) => ({ ...before, [selected]: undefined }))}
              >
                Take this one away
              </button>
            )}
          </div>
        </div>
      )}
      <p role="status" className="hidden-words">
        {keep.isPending ? "Keeping the photographs …" : keep.isSuccess && waiting.length === 0 ? "Kept." : ""}
      </p>
    </section>
  );
}

/** What was chosen; its addresses are given back when it goes. */
function useChosen() {
  const [chosen, setChosen] = useState<ChosenByKind>({});
  const before = useRef<ChosenByKind>({});
  useEffect(() => {
    const still = new Set(Object.values(chosen).map((each) => each?.address));
    for (const each of Object.values(before.current)) {
      if (each !== undefined && !still.has(each.address)) URL.revokeObjectURL(each.address);
    }
    before.current = chosen;
  }, [chosen]);
  useEffect(
    () => () => {
      for (const each of Object.values(before.current)) if (each !== undefined) URL.revokeObjectURL(each.address);
    },
    [],
  );
  return [chosen, setChosen] as const;
}

function chosenFile(file: File): Chosen {
  return { id: newId(), file, address: URL.createObjectURL(file) };
}

/** The kinds of which there is none yet, in the order in which photographs are taken. */
function emptyKinds({ photographs: kept }: PaperSort, chosen: ChosenByKind): readonly Photographed[] {
  return PHOTOGRAPHED.filter((kind) => chosen[kind] === undefined && kept.every(({ shows }) => shows !== kind));
}

/** What is wrong with a file as far as the browser knows it; the server looks into it. */
function whyNot({ name, size, type }: File): string | undefined {
  if (type !== "" && !PHOTOGRAPH_TYPES.some((each) => each === type)) return `${name}: this is no PNG, JPEG or WebP.`;
  if (size <= MOST_BYTES) return undefined;
  return `${name}: it has ${(size / 1024 / 1024).toFixed(1)} MB, and 8 are the most. Let the camera take smaller ones.`;
}

function stateOf({ photographs: kept }: PaperSort, chosen: ChosenByKind, kind: Photographed): string {
  if (chosen[kind] !== undefined) return "not kept yet";
  return kept.some(({ shows }) => shows === kind) ? "kept" : "none";
}

async function base64Of(file: File): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<string>((resolve, reject) => {
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
  });
  reader.readAsDataURL(file);
  const address = await read;
  return address.slice(address.indexOf(",") + 1);
}

interface FileButtonProps {
  readonly label: string;
  /** The id of what says which photograph it is. */
  readonly of: string;
  readonly multiple?: boolean;
  readonly camera?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

function FileButton({ label, of, multiple = false, camera = false, onFiles }: FileButtonProps): ReactNode {
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(target.files ?? [])]);
    // The same file can be chosen again.
    target.value = "";
  };
  return (
    <label className="button second paper-file">
      {label}
      <input
        type="file"
        accept={PHOTOGRAPH_TYPES.join(",")}
        aria-describedby={of}
        multiple={multiple}
        {...(camera && { capture: "environment" })}
        onChange={change}
      />
    </label>
  );
}
