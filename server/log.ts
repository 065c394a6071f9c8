import pino from "pino";

/** Names whose values never reach a log line, at any depth up to three. */
const SECRET_KEYS = [
  "password",
  "passwordHash",
  "secret",
  "token",
  "authorization",
  "cookie",
  "apiKey",
  "credentials",
  "signature",
  "otp",
  "code",
];
const paths = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

/** JSON lines on stdout; children carry tenant, actor and request id. */
export const log = pino({
  level: process.env.TRAMA_LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
  base: { service: "trama" },
  redact: { paths, censor: "[redacted]" },
  timestamp: pino.stdTimeFunctions.isoTime,
});
