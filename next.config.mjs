import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./app/_i18n/request.ts");

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The same compression runs in front (main.ts or the host's proxy); streams stay untouched.
  compress: false,
  images: { unoptimized: true },
  // `npx tsc` runs as its own step of `npm test`; Next knows no TypeScript 7.
  typescript: { ignoreBuildErrors: true },
  // These load their own files or native code, or must stay the one copy that main.ts loaded.
  serverExternalPackages: [
    "pg",
    "pino",
    "sharp",
    "graphile-worker",
    "@aws-sdk/client-s3",
    "@neondatabase/serverless",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace-node",
    "@opentelemetry/exporter-trace-otlp-http",
    "@sentry/core",
    "nodemailer",
    "next-auth",
    "prom-client",
    "undici",
  ],
  experimental: { optimizePackageImports: ["lucide-react", "radix-ui"] },
};

export default withNextIntl(config);
