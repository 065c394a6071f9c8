import { startNeonStandin } from "./server";

// NEON_TARGET=127.0.0.1:5432 PORT=4444 npx tsx standins/neon/main.ts
const standin = await startNeonStandin(
  process.env.NEON_TARGET ?? "127.0.0.1:5432",
  Number(process.env.PORT ?? 4444),
);
console.log(
  `Neon stand-in: TRAMA_NEON_PROXY=${standin.address}, SQL over HTTP at ${standin.sqlUrl}`,
);
