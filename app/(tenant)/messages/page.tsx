import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { listQueryOf, PAGE_ROWS, readListState } from "@/app/_ui/patterns/data-table/list-params";
import { MESSAGE_FILTERS } from "./_components/message-filters";
import { MessageList } from "./_components/message-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messageLog"))("title") };
}

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function MessagesPage({ searchParams }: { searchParams: Params }) {
  const query = listQueryOf(readListState(await searchParams, MESSAGE_FILTERS));
  const paging = { getNextPageParam: () => undefined };
  return (
    <Prefetch
      queries={[
        api.notifications.countMessages.queryOptions(query),
        api.work.listViews.queryOptions({ list: "messages" }),
      ]}
      lists={[
        api.notifications.listMessages.infiniteQueryOptions({ ...query, limit: PAGE_ROWS }, paging),
      ]}
    >
      <MessageList />
    </Prefetch>
  );
}
