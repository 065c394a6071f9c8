import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PanicBoard } from "@/app/_operations/panic-board";
import { api, Prefetch } from "@/app/_trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("panic") };
}

export default function PlatformPanicPage() {
  return (
    <Prefetch queries={[api.panic.listPlatform.queryOptions()]}>
      <PanicBoard scope="platform" />
    </Prefetch>
  );
}
