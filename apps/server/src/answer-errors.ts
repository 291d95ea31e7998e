import { StudyProblems } from "@plait/build";
import { JournalDamaged, StoreFailure } from "@plait/journal";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { faultOf, type Log } from "./log-line.ts";
import { RefusedCall } from "./room.ts";

/** What a caller is told who is not answered. */
interface Said {
  readonly code: string;
  readonly message: string;
  /** Where the shape of what was sent is wrong, such as `body.events.0.kind`; no values. */
  readonly fields?: readonly string[];
  /** Of a fault of ours, as the log has it. */
  readonly id?: string;
}

interface ErrorAnswers {
  readonly log: Log;
  readonly newId: () => string;
}

/** Says what was refused in words, and of anything that nobody foresaw an id and nothing else. */
export function answerErrors(app: FastifyInstance, { log, newId }: ErrorAnswers): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = knownAnswer(error);
    if (known !== undefined) return send(reply, known.status, known.said);
    const id = newId();
    log({ kind: "failed", id, route: routeOf(request), fault: faultOf(error) });
    return send(reply, 500, { code: "our-fault", message: "Something went wrong in Plait itself.", id });
  });
}

/** The pattern of the route of a request, which holds nothing that was asked. */
export function routeOf({ routeOptions }: FastifyRequest): string {
  const { url } = routeOptions;
  if (url === undefined) return "unknown";
  return url.startsWith("/api/") ? url : "screens";
}

function send(reply: FastifyReply, status: number, said: Said): FastifyReply {
  return reply.code(status).header("cache-control", "no-store").send(said);
}

function knownAnswer(error: FastifyError): { readonly status: number; readonly said: Said } | undefined {
  if (error instanceof RefusedCall) return { status: error.status, said: { code: error.code, message: error.message } };
  if (hasZodFastifySchemaValidationErrors(error)) return { status: 400, said: wrongShape(error) };
  if (error instanceof StoreFailure || error instanceof JournalDamaged) {
    return {
      status: 503,
      said: { code: "journal", message: `${sentence(error.message)} Nothing acknowledged is lost.` },
    };
  }
  if (error instanceof StudyProblems) return { status: 409, said: studyProblems };
  const { statusCode } = error;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  return {
    status: statusCode,
    said: badRequests[statusCode] ?? { code: "bad-request", message: "This is no request." },
  };
}

function wrongShape({ validation, validationContext }: Pick<FastifyError, "validation" | "validationContext">): Said {
  const part = validationContext === "querystring" ? "query" : (validationContext ?? "body");
  const fields = (validation ?? []).map(({ instancePath }) =>
    [part, ...instancePath.split("/").filter((name) => name !== "")].join("."),
  );
  return { code: "wrong-shape", message: "What was sent does not have the shape it should.", fields };
}

const studyProblems: Said = {
  code: "study-problems",
  message:
    "Something in the study's files has to be mended first, or another Plait is at work in it. See the study's problems.",
};

/** What the framework refuses before a route is asked. */
const badRequests: Readonly<Record<number, Said>> = {
  413: { code: "too-large", message: "What was sent is too large." },
  414: { code: "too-large", message: "The address is too long." },
  415: { code: "not-json", message: "What is sent has to be JSON." },
};

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
