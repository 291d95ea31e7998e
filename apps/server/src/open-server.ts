import { randomUUID } from "node:crypto";
import cookies from "@fastify/cookie";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { openAccounts } from "./accounts.ts";
import { answerErrors, routeOf } from "./answer-errors.ts";
import { describeInterface } from "./describe-interface.ts";
import { assertHost } from "./guard-host.ts";
import { openInvitedSorters } from "./invited-sorters.ts";
import { limitTries, type TriesLimits, USUAL_TRIES } from "./limit-tries.ts";
import { faultOf, type Log } from "./log-line.ts";
import { openNews } from "./news.ts";
import { openNewsStreams } from "./news-streams.ts";
import { makeOneTimeLink } from "./one-time-link.ts";
import { registerRoutes, type SessionCookie } from "./register-routes.ts";
import { openRooms } from "./rooms.ts";
import { permissionsOf, securityHeaders } from "./security-headers.ts";
import { serveScreens } from "./serve-screens.ts";
import { openSessions, type SessionOptions } from "./sessions.ts";
import type { StudyAtWork } from "./study-at-work.ts";
import { watchOutputs } from "./watch-outputs.ts";

export interface ServerOptions {
  readonly study: StudyAtWork;
  /** The folder of the built screens; none are served where it is undefined. */
  readonly screens: string | undefined;
  /** The address to bind, such as `127.0.0.1`. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Names and addresses under which it may be asked, besides those of this machine itself. */
  readonly names?: readonly string[];
  /** Certificate with its chain, and private key, as PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly sessionLimits?: SessionOptions["limits"];
  readonly tries?: TriesLimits;
  readonly log?: Log;
}

export interface OpenServer {
  /** Under which this machine asks, such as `http://127.0.0.1:4700`. */
  readonly address: string;
  readonly port: number;
  /** Lets whoever has it in as owner, once: `<address>/#link=<token>`. What stands behind `#` no browser sends, so it stands in no log. */
  readonly token: string;
  /** Answers in flight finish, streams end, sessions are gone. The journal is the caller's to close. */
  close(): Promise<void>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A participant may think for long about a card, and signs in by a code that is on paper. */
const USUAL_SESSION_LIMITS: SessionOptions["limits"] = {
  staff: { idle: 30 * MINUTE, longest: 12 * HOUR },
  participant: { idle: 2 * HOUR, longest: 12 * HOUR },
};

/**
 * Serves a study: its interface, and its screens where they were built.
 *
 * @throws what the journal throws where it cannot be read, and the system's error where the port cannot be had
 */
export async function openServer(options: ServerOptions): Promise<OpenServer> {
  const { app, token } = await composeServer(options);
  try {
    await app.listen({ host: options.host, port: options.port });
    const port = portOf(app);
    const scheme = options.tls === undefined ? "http" : "https";
    return { address: `${scheme}://127.0.0.1:${port}`, port, token, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function portOf(app: FastifyInstance): number {
  const bound = app.server.address();
  if (bound === null || typeof bound === "string") throw new Error("the server has no port");
  return bound.port;
}

/** The server without a port: what is open when this fails is closed. */
export async function composeServer(options: ServerOptions): Promise<{ app: FastifyInstance; token: string }> {
  const { study, log = () => {} } = options;
  const app = Fastify(frameworkOptions(options.tls)) as unknown as FastifyInstance;
  try {
    return { app, token: await compose(app, options, study, log) };
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function compose(app: FastifyInstance, options: ServerOptions, study: StudyAtWork, log: Log): Promise<string> {
  const isSecure = options.tls !== undefined;
  const cookie: SessionCookie = {
    // Cookies do not know ports: each server on this machine has a name of its own.
    name: `${isSecure ? "__Host-" : ""}plait-${options.port}`,
    secure: isSecure,
  };
  const names = new Set(["127.0.0.1", "localhost", "[::1]", ...(options.names ?? [])]);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser("text/plain");
  answerErrors(app, { log, newId: randomUUID });
  app.addHook("onResponse", async (request, reply) => {
    const { method } = request;
    log({ kind: "answered", method, route: routeOf(request), status: reply.statusCode, took: reply.elapsedTime });
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("permissions-policy", permissionsOf(request.url));
    assertHost(request.headers.host, names);
  });
  await app.register(helmet, securityHeaders);
  await app.register(cookies);

  const sessions = openSessions({ ...study, limits: options.sessionLimits ?? USUAL_SESSION_LIMITS });
  const news = await opened(
    app,
    openNews(study.journal, (error) => log({ kind: "not-followed", fault: faultOf(error) })),
  );
  const streams = openNewsStreams(news);
  const keepAlive = setInterval(() => {
    sessions.endExpired();
    streams.keepAlive();
  }, KEEP_ALIVE);
  app.addHook("preClose", async () => {
    clearInterval(keepAlive);
    streams.close();
  });
  closeConnectionsThatFallIdle(app);
  const accounts = await opened(
    app,
    openAccounts(study, (isOf) => sessions.endWhere((who) => who.kind === "staff" && isOf(who.name))),
  );
  const sorters = await opened(
    app,
    openInvitedSorters(study.journal, (isInvited) =>
      sessions.endWhere((who) => who.kind === "participant" && !isInvited(who.participant)),
    ),
  );
  const link = makeOneTimeLink(study.randomBytes);
  const describe = await describeInterface(app, cookie.name);
  const wentOn = () => news.pass("linking");
  const { rooms } = await opened(app, openRooms(study, { accounts, sorters, link, describe, wentOn }));
  const watch = watchOutputs(study.folder, () => news.pass("outputs"));
  app.addHook("preClose", async () => watch.close());
  const triesOf = await limitTries(app, options.tries ?? USUAL_TRIES);
  registerRoutes(app, { study, rooms, sessions, cookie, streams, triesOf });
  await serveScreens(app, options.screens);
  await app.ready();
  return link.token;
}

/** Milliseconds; browsers and proxies wait a minute or more. */
const KEEP_ALIVE = 15_000;

/**
 * A server that closes waits for every connection, also for those that browsers open ahead and ask nothing by. Once nothing is being answered, all are closed.
 */
function closeConnectionsThatFallIdle(app: FastifyInstance): void {
  let answering = 0;
  let looking: NodeJS.Timeout | undefined;
  app.server.on("request", (_request, response) => {
    answering += 1;
    response.once("close", () => {
      answering -= 1;
    });
  });
  app.addHook("preClose", async () => {
    looking = setInterval(() => {
      if (answering === 0) app.server.closeAllConnections();
    }, IDLE_LOOK);
  });
  app.addHook("onClose", async () => clearInterval(looking));
}

/** Milliseconds. */
const IDLE_LOOK = 50;

/** What is closed when the server closes. */
async function opened<T extends { close(): Promise<void> }>(app: FastifyInstance, opening: T | Promise<T>): Promise<T> {
  const open = await opening;
  app.addHook("onClose", () => open.close());
  return open;
}

const MOST_BODY_BYTES = 1024 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;

function frameworkOptions(tls: ServerOptions["tls"]): FastifyServerOptions {
  const limits = { maxHeaderSize: MOST_HEADER_BYTES };
  return {
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: MINUTE,
    forceCloseConnections: "idle",
    trustProxy: false,
    routerOptions: { maxParamLength: 1 },
    exposeHeadRoutes: false,
    ...(tls === undefined ? { http: limits } : { https: { ...limits, ...tls, minVersion: "TLSv1.2" } }),
  } as FastifyServerOptions;
}
