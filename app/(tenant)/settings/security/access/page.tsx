import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { AccessReview } from "./_components/access-review";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("accessReview") };
}

export default function AccessReviewPage() {
  return (
    <Prefetch queries={[api.people.accessReview.queryOptions()]}>
      <AccessReview />
    </Prefetch>
  );
}
