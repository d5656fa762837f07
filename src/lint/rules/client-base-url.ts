import { fieldOf } from '../given.js';
import type { Report, Rule } from '../rule.js';

/** The client's address is `baseUrl`; `url` does nothing. */
export const clientBaseUrl: Rule = {
  meta: {
    id: 'client-base-url',
    severity: 'error',
    title: 'The client is given baseUrl, not url',
  },
  judge: ({ clients }) =>
    clients.flatMap(({ options, at }): Report[] => {
      const url = fieldOf(options, 'url');
      if (!url || fieldOf(options, 'baseUrl')) return [];
      return [
        {
          message: '`url` is not an option of the client',
          // Source: the constructor of `Client` in @upstash/qstash reads `baseUrl`, or else the variable QSTASH_URL.
          why: 'it is ignored: requests go to QSTASH_URL, or to QStash in the EU where that is not set',
          fix: 'write `baseUrl`',
          ...(url.at ?? at),
          related: [],
        },
      ];
    }),
};
