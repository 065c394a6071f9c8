import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { Forecast } from "../_components/forecast";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("collections"))("tomorrow.title") };
}

export default function TomorrowPage() {
  return (
    <Prefetch queries={[api.collections.whoWouldBeCut.queryOptions({})]}>
      <Forecast />
    </Prefetch>
  );
}
