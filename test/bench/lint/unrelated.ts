import type { MadeUpFile } from './project.js';

/** A file as applications have many: a component with hooks, or a service with queries; some import one another. */
export function unrelated(index: number): MadeUpFile {
  return index % 2 === 0 ? component(index) : service(index);
}

function component(index: number): MadeUpFile {
  const name = `Panel${index}`;
  const rows = Array.from(
    { length: 12 },
    (_, row) =>
      `        <Row key="${row}" label="Field ${row}" value={data?.field${row} ?? '–'} />`,
  );
  return {
    path: `src/features/area${index % 50}/${name}.tsx`,
    text: `import { useCallback, useEffect, useMemo, useState } from 'react';
import { load${index + 1} } from '@/services/area${(index + 1) % 50}/service${index + 1}';
import { Row } from '@/components/Row';

interface ${name}Props {
  id: string;
  onClose?: () => void;
}

export function ${name}({ id, onClose }: ${name}Props) {
  const [data, setData] = useState<Awaited<ReturnType<typeof load${index + 1}>>>();
  const title = useMemo(() => \`Panel \${id}\`, [id]);
  const refresh = useCallback(async () => {
    try {
      setData(await load${index + 1}(id));
    } catch (error) {
      console.error('cannot load', error);
    }
  }, [id]);
  useEffect(() => {
    void refresh();
  }, [refresh]);
  return (
    <section aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button onClick={() => onClose?.()}>Close</button>
      </header>
      <dl>
${rows.join('\n')}
      </dl>
    </section>
  );
}
`,
  };
}

function service(index: number): MadeUpFile {
  const fields = Array.from({ length: 12 }, (_, row) => `    field${row}: text(row['f${row}']),`);
  return {
    path: `src/services/area${index % 50}/service${index}.ts`,
    text: `import { query } from '@/database/query';
import { cache } from '@/cache';

const TTL_SECONDS = ${60 + (index % 600)};

/** Loads one record with its fields as text. */
export async function load${index}(id: string) {
  const cached = await cache.get(\`record${index}:\${id}\`);
  if (cached) return cached;
  const [row] = await query('select * from record${index} where id = $1', [id]);
  if (!row) throw new Error(\`record \${id} not found\`);
  const record = {
    id,
${fields.join('\n')}
  };
  await cache.set(\`record${index}:\${id}\`, record, { ttl: TTL_SECONDS });
  return record;
}

export async function list${index}(page: { after?: string; take: number }) {
  const rows = await query('select id from record${index} where id > $1 order by id limit $2', [
    page.after ?? '',
    page.take,
  ]);
  return rows.map((row) => text(row['id']));
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
`,
  };
}
