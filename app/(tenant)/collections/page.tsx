import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Board } from "./_components/board";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("collections"))("title") };
}

export default function CollectionsPage() {
  return (
    <Prefetch queries={[api.collections.board.queryOptions({ whose: "all" })]}>
      <Board />
    </Prefetch>
  );
}
