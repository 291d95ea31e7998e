import { type Route, type RouteName, routeTable, shapes } from "@plait/api";
import { expect, test } from "vitest";
import { z } from "zod";
import { signInAtTerminal, testServer, testStudy } from "./open-test-server.ts";

/** As much of OpenAPI 3.1 as the description uses: anything else in it is a mistake. */
const content = z.record(z.string(), z.strictObject({ schema: z.looseObject({}) }));
const operation = z.strictObject({
  operationId: z.string(),
  description: z.string().min(1),
  requestBody: z.strictObject({ content, required: z.literal(true) }).exactOptional(),
  parameters: z
    .array(
      z.strictObject({
        in: z.literal("query"),
        name: z.string(),
        required: z.boolean(),
        schema: z.looseObject({}),
        description: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  responses: z.record(
    z.string().regex(/^(?:[1-5]\d\d|[1-5]XX|default)$/u),
    z.strictObject({ description: z.string(), content: content.exactOptional() }),
  ),
});
const openapi = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  components: z.strictObject({ securitySchemes: z.looseObject({}), schemas: z.strictObject({}) }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith("/api/"),
    z.record(z.enum(["get", "post", "put", "delete"]).or(z.string()), operation),
  ),
});

test("[V5] the description is OpenAPI 3.1 and has every route of the table, with what it takes and gives, and no other", async () => {
  await using own = await testStudy();
  await using server = await testServer(own.study);
  const cookie = await signInAtTerminal(server);
  const description = openapi.parse((await server.call("readDescription", { cookie })).json());

  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId}: ${method.toUpperCase()} ${path}`),
  );
  const names = Object.keys(routeTable) as RouteName[];
  const table = names.map((name) => `${name}: ${routeTable[name].method} ${routeTable[name].path}`);
  expect(described.sort()).toEqual(table.sort());

  for (const methods of Object.values(description.paths)) {
    for (const { operationId, requestBody, responses } of Object.values(methods)) {
      const given = Object.entries(shapes).find(([name]) => name === operationId)?.[1];
      expect(requestBody !== undefined, operationId).toBe(given !== undefined && "body" in given);
      const route: Route | undefined = new Map<string, Route>(Object.entries(routeTable)).get(operationId);
      const bytesOrJson = route?.gives === "bytes" ? "application/octet-stream" : "application/json";
      const gives = operationId === "followNews" ? "text/event-stream" : bytesOrJson;
      expect(Object.keys(responses["200"]?.content ?? {}), operationId).toEqual([gives]);
      expect(Object.keys(responses)).toEqual(["200", "4XX", "5XX"]);
    }
  }
});
