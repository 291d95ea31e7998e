import {
  type AnswerName,
  type Bytes,
  type Caller,
  IN_BACKGROUND,
  news,
  type Route,
  type RouteName,
  routeTable,
  SAME_SITE_HEADER,
  type Shapes,
  shapes,
} from "@plait/api";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { assertSameSite } from "./guard-host.ts";
import type { TriesChecks } from "./limit-tries.ts";
import type { NewsStreams } from "./news-streams.ts";
import { type Called, type CallersSession, RefusedCall, type Room, type SignedIn } from "./room.ts";
import type { OpenSession, Sessions } from "./sessions.ts";
import type { StudyAtWork } from "./study-at-work.ts";

export interface ServedRoutes {
  readonly study: StudyAtWork;
  readonly rooms: Room<AnswerName>;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly streams: NewsStreams;
  readonly triesOf: (name: string) => TriesChecks | undefined;
}

/** The cookie that carries a session's token: no script can read it, no other site has it sent, and it ends with the browser. */
export interface SessionCookie {
  readonly name: string;
  readonly secure: boolean;
}

const refusal = z.strictObject({
  code: z.string(),
  message: z.string(),
  fields: z.array(z.string()).exactOptional(),
  id: z.string().exactOptional(),
});

/** Registers exactly the routes of the table. Nothing of a request is parsed before its caller may make it. */
export function registerRoutes(app: FastifyInstance, served: ServedRoutes): void {
  for (const [name, route] of routesByName()) {
    const tries = served.triesOf(name);
    app.route({
      method: route.method,
      url: route.path,
      ...(route.takesBytes === undefined ? {} : { bodyLimit: route.takesBytes }),
      onRequest: async (request) => {
        if (route.method !== "GET") assertSameSite(request.headers);
        assertMay(route, sessionOf(served, request, name));
        await tries?.before(request);
      },
      ...(tries === undefined ? {} : { preHandler: tries.afterParsing }),
      schema: schemaOf(name, route),
      handler: name === "followNews" ? followNews(route, served) : answer(name, route, served),
    });
  }
}

/** `Object.entries` forgets that the names are those of the table. */
function routesByName(): [RouteName, Route][] {
  return Object.entries(routeTable) as [RouteName, Route][];
}

function assertMay({ may }: Route, session: OpenSession | undefined): void {
  const caller = callerOf(session);
  if (may.includes(caller)) return;
  if (caller === "nobody") throw new RefusedCall(401, "signed-out", "Sign in first.");
  throw new RefusedCall(403, "not-yours", "This is not for you to see or do in this study.");
}

function callerOf(session: OpenSession | undefined): Caller {
  if (session === undefined) return "nobody";
  return session.who.kind === "participant" ? "participant" : session.who.role;
}

/** Browsers open a stream of news again by themselves. */
function sessionOf(
  { sessions, cookie }: ServedRoutes,
  { cookies, headers }: FastifyRequest,
  name: RouteName,
): OpenSession | undefined {
  const renews = name !== "followNews" && headers[SAME_SITE_HEADER] !== IN_BACKGROUND;
  return sessions.find(cookies[cookie.name], { renews });
}

/** What a route takes and gives; a query that a route does not take is refused. */
function schemaOf(name: RouteName, { about, gives }: Route) {
  const given = { operationId: name, description: about };
  if (name === "followNews") {
    const stream = { description: "Server-sent events", content: { "text/event-stream": { schema: news } } };
    return { ...given, querystring: z.strictObject({}), response: { 200: stream, "4xx": refusal, "5xx": refusal } };
  }
  const { query = z.strictObject({}), body, reply }: Shapes = shapes[name];
  const bytes = { description: "Bytes", content: { "application/octet-stream": { schema: z.string() } } };
  return {
    ...given,
    querystring: query,
    ...(body === undefined ? {} : { body }),
    response: { 200: gives === "bytes" ? bytes : reply, "4xx": refusal, "5xx": refusal },
  };
}

function answer<Name extends AnswerName>(name: Name, route: Route, served: ServedRoutes) {
  const handler = served.rooms[name];
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { study } = served;
    const session = sessionOf(served, request, name);
    // Once more: a body may take a while to arrive, and an account may have been closed meanwhile.
    assertMay(route, session);
    const caller: SignedIn = session?.who ?? { kind: "nobody" };
    const { body, query } = request;
    // Body and query have passed the shapes of this very route: see `schemaOf`.
    const called = { study, caller, body, query, session: callersSession(served, request, reply) } as Called<Name>;
    reply.header("cache-control", "no-store");
    const said = await handler(called);
    return route.gives === "bytes" ? sendBytes(route, reply, said as Bytes) : said;
  };
}

/** What may be kept is called by its contents, so whoever has it never needs to ask again; nobody in between keeps it. */
function sendBytes({ mayBeKept }: Route, reply: FastifyReply, { type, bytes }: Bytes) {
  if (mayBeKept) reply.header("cache-control", "private, max-age=86400, immutable");
  return reply.type(type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function callersSession(
  { sessions, cookie }: ServedRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
): CallersSession {
  const { name, secure } = cookie;
  const options = { path: "/", httpOnly: true, sameSite: "strict", secure } as const;
  const token = request.cookies[name];
  const endFormer = (): void => {
    if (token !== undefined) sessions.end(token);
  };
  return {
    begin: (who) => {
      endFormer();
      reply.setCookie(name, sessions.begin(who), options);
    },
    end: () => {
      endFormer();
      reply.clearCookie(name, options);
    },
  };
}

function followNews(route: Route, served: ServedRoutes) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const session = sessionOf(served, request, "followNews");
    assertMay(route, session);
    if (session === undefined) throw new Error("news is for nobody who has not signed in");
    const stream = served.streams.open(session);
    reply.hijack();
    // The connection ends with the stream: kept alive, it would keep a server that is closing waiting for it.
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", connection: "close" };
    reply.raw.writeHead(200, headers);
    stream.begin(reply.raw, lastEventId(request));
  };
}

function lastEventId({ headers }: FastifyRequest): number | undefined {
  const id = headers["last-event-id"];
  return typeof id === "string" && /^\d{1,15}$/u.test(id) ? Number(id) : undefined;
}
