import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewsList } from "./_components/news-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell"))("bellTitle") };
}

/** Everything that a member of staff was told, newest first. */
export default function NotificationsPage() {
  return <NewsList />;
}
