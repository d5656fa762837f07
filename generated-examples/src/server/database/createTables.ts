/**
 * SQL that creates what `schema.ts` describes, and leaves alone what is there already.
 *
 * The lock makes several processes that start at once wait for each other: `create … if not exists` alone can fail
 * on a unique index of the catalogue.
 */
export function createTables(namespace: string): string {
  return `
begin;
select pg_advisory_xact_lock(hashtext('${namespace}'));
create schema if not exists "${namespace}";
create table if not exists "${namespace}".users (
  id text primary key,
  name text not null,
  subscribed boolean not null default false,
  created_at timestamptz not null default now()
);
create table if not exists "${namespace}".agents (
  id text primary key,
  user_id text not null references "${namespace}".users (id) on delete cascade,
  title text not null,
  created_at timestamptz not null default now()
);
create table if not exists "${namespace}".results (
  kind text not null,
  item_id text not null,
  data jsonb not null,
  root_run_id text not null,
  revision integer not null default 1,
  saved_at timestamptz not null default now(),
  primary key (kind, item_id)
);
commit;
`;
}
