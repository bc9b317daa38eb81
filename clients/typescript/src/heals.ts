import type { CallOptions, Connection, Stub } from "./connection.js";
import { type Heal, HealServiceDefinition, type HealState } from "./gen/pacts/v1/heal_service.js";
import { pagesOf } from "./pages.js";

export interface HealFilter {
  readonly app?: string;
  readonly environment?: string;
  readonly page?: string;
  readonly state?: HealState;
  /** Heals a call fetches, 1 to 1000. */
  readonly pageSize?: number;
}

export interface Decision extends CallOptions {
  /** Who decides, or why. */
  readonly note?: string;
}

/** Elements that were found again. */
export class Heals {
  readonly #stub: Stub<typeof HealServiceDefinition>;

  constructor(connection: Connection) {
    this.#stub = connection.stub(HealServiceDefinition);
  }

  /** Lists heals, newest first. */
  list(filter: HealFilter = {}, options?: CallOptions): AsyncGenerator<Heal, void, undefined> {
    return pagesOf(async (pageToken) => {
      const { heals, nextPageToken } = await this.#stub.listHeals({ ...filter, pageToken }, options);
      return [heals, nextPageToken];
    });
  }

  async get(id: string, options?: CallOptions): Promise<Heal> {
    return (await this.#stub.getHeal({ id }, options)).heal as Heal;
  }

  /** Trusts a heal; it is served from now on. */
  async approve(id: string, { note, ...options }: Decision = {}): Promise<Heal> {
    return (await this.#stub.approveHeal({ id, note }, options)).heal as Heal;
  }

  /** Refuses a heal; what was found is not taken for this element again. */
  async reject(id: string, { note, ...options }: Decision = {}): Promise<Heal> {
    return (await this.#stub.rejectHeal({ id, note }, options)).heal as Heal;
  }

  /** Takes a heal back; the selectors before it are served again. */
  async rollback(id: string, { note, ...options }: Decision = {}): Promise<Heal> {
    return (await this.#stub.rollbackHeal({ id, note }, options)).heal as Heal;
  }
}
