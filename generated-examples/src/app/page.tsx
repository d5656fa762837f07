import { storeCounts } from '@/server/store/counts';

/** The counts change with every run, so the page is rendered per request. */
export const dynamic = 'force-dynamic';

export default async function HomePage() {
  const counts = await storeCounts();

  return (
    <main>
      <h1>Trifold examples</h1>
      <dl>
        <dt>Users</dt>
        <dd>
          {counts.users.total} ({counts.users.subscribed} subscribed)
        </dd>
        <dt>Users with placeholders</dt>
        <dd>{counts.placeholders.saved}</dd>
        <dt>Agents</dt>
        <dd>{counts.agents.total}</dd>
        <dt>Agents with a welcome</dt>
        <dd>{counts.welcomes.saved}</dd>
      </dl>
    </main>
  );
}
