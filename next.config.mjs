import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./app/_i18n/request.ts");

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Pages and assets only: our doors and live streams are main.ts's and stay untouched.
  compress: true,
  images: { unoptimized: true },
  // `npx tsc` runs as its own step of `npm test`; Next knows no TypeScript 7.
  typescript: { ignoreBuildErrors: true },
  // These load their own files or native code, or must stay the one copy that main.ts loaded.
  serverExternalPackages: [
    "pg",
    "pino",
    "pdfkit",
    "sharp",
    "graphile-worker",
    "@aws-sdk/client-s3",
    "@neondatabase/serverless",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace-node",
    "@opentelemetry/otlp-transformer",
    "@sentry/core",
    "nodemailer",
    "next-auth",
    "prom-client",
    "undici",
  ],
  // Data that is read by path at run time (server/auth/country-of.ts).
  outputFileTracingIncludes: { "/api/**": ["./node_modules/@ip-location-db/**/*.mmdb"] },
  experimental: { optimizePackageImports: ["lucide-react", "radix-ui"] },
};

export default withNextIntl(config);
