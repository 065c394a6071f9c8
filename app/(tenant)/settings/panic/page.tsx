import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PanicBoard } from "@/app/_operations/panic-board";
import { api, Prefetch } from "@/app/_trpc/server";
import { HeldCommands } from "./_components/held-commands";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("nav"))("panic") };
}

export default function PanicPage() {
  return (
    <Prefetch queries={[api.panic.list.queryOptions(), api.panic.listHeld.queryOptions({})]}>
      <PanicBoard scope="tenant" />
      <HeldCommands />
    </Prefetch>
  );
}
