/** Ports that kits of this process have used and given back. */
const free: number[] = [];

export interface BorrowedPort {
  /** 0 lets the system choose. */
  readonly number: number;
  /** Notes the port that an engine got. */
  keep(url: string): void;
  giveBack(): void;
}

/** A port that an earlier kit of this process has used, so that modules which remember its address keep working. */
export function borrowPort(wanted: number | undefined): BorrowedPort {
  let port = wanted ?? free.pop() ?? 0;
  return {
    number: port,
    keep(url) {
      port = Number(new URL(url).port);
    },
    giveBack() {
      free.push(port);
    },
  };
}
