import pg from "pg";
import { expect, test } from "vitest";
import { postgresServer } from "../src/index.ts";

async function answer(connection: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: connection });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

test("[K6] a PostgreSQL server has no network, and keeps what was committed when it is crashed and started again", async () => {
  await using server = await postgresServer();
  const { connection } = server;
  expect(await answer(connection, "show listen_addresses")).toEqual({ listen_addresses: "" });
  await answer(connection, "create table kept as select 1 as n");
  await server.crash();
  await expect(answer(connection, "select n from kept")).rejects.toThrow();
  await server.start();
  expect(await answer(connection, "select n from kept")).toEqual({ n: 1 });
});

test("[K6] without PostgreSQL a test fails, with the reason", async () => {
  await expect(postgresServer("/no/such/postgresql")).rejects.toThrow("needs PostgreSQL under /no/such/postgresql");
});
