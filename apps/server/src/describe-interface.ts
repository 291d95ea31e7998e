import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

/** Gathers the routes that are registered from here on; the function that is returned gives their description in OpenAPI 3.1. */
export async function describeInterface(app: FastifyInstance, cookie: string): Promise<() => { openapi: string }> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Plait",
        version: "1",
        description: "What the screens of a study ask its server. A path holds nothing about anybody.",
      },
      components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: cookie } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  return () => {
    const description = app.swagger();
    if (!("openapi" in description) || typeof description.openapi !== "string") {
      throw new Error("the description of the interface is not OpenAPI");
    }
    return { ...description, openapi: description.openapi };
  };
}
