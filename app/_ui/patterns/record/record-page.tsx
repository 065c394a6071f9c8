import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PageHeader } from "../page-header";

type RecordPageProps = {
  back: { href: string; label: string };
  title: ReactNode;
  /** Number, kind: what stands under the name. */
  description?: ReactNode;
  status?: ReactNode;
  /** The one thing to do next, and what else can be done behind a menu. */
  action?: ReactNode;
  /** What is known (`<Facts>`), at the left. */
  facts: ReactNode;
  /** What happened (`<ActivityTimeline entity>`), at the right. */
  timeline: ReactNode;
  /** Related lists (`<RecordTabs>`), below the facts. */
  children?: ReactNode;
};

/** One record: who it is and what to do next, facts at the left, what happened at the right; on a phone one below the other. */
export function RecordPage(props: RecordPageProps) {
  const { back, title, description, status, action, facts, timeline, children } = props;
  return (
    <>
      <Link
        href={back.href}
        className="mb-3 inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {back.label}
      </Link>
      <PageHeader title={title} description={description} status={status} action={action} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
        <div className="min-w-0 space-y-5">
          {facts}
          {children}
        </div>
        <div className="min-w-0">{timeline}</div>
      </div>
    </>
  );
}
