import { link } from '../../scoring/journal/chain.ts';
import type { DeviceStore } from '../../scoring/journal/device-store.ts';
import type { Network } from '../../scoring/journal/network.ts';
import type { Sent } from '../../scoring/journal/outbox.ts';
import type { Batch } from '../../scoring/wire/batch.ts';
import type { Planted } from './planted.ts';

type SendBatch = Network['sendBatch'];

/** An acknowledgement that nobody has given. */
function forge({ epoch, from, prev, lines }: Batch): Sent {
  const status = { state: 'open', now: 0, limit: 3_600_000, charged: 0 } as const;
  const seq = from - 1 + lines.length;
  const head = lines.reduce(link, prev);
  return { kind: 'acknowledged', acknowledgement: { epoch, seq, head, bound: true, status } };
}

const onSend = (plant: (send: SendBatch) => SendBatch): Planted => ({
  network: (network) => ({ ...network, sendBatch: plant(network.sendBatch.bind(network)) }),
});

const onStore = (plant: (store: DeviceStore) => Partial<DeviceStore>): Planted => ({
  store: (store) => ({ ...store, ...plant(store) }),
});

/** Mistakes on the pupil's device. */
export const DEVICE_FAULTS: Record<string, () => Planted> = {
  'queue dropped on a refusal': () =>
    onSend((send) => async (who, batch) => {
      const sent = await send(who, batch);
      return sent.kind === 'refused' ? forge(batch) : sent;
    }),

  "a portal's page taken for an acknowledgement": () =>
    onSend((send) => async (who, batch) => {
      const sent = await send(who, batch);
      return sent.kind === 'unreachable' ? forge(batch) : sent;
    }),

  'no new epoch after a loss': () => ({
    network: (network) => ({
      ...network,
      askCounted: () => Promise.resolve({ kind: 'ok', value: { shared: [] } }),
      async sendBatch(who, batch) {
        const sent = await network.sendBatch(who, batch);
        return sent.kind === 'forked' ? forge(batch) : sent;
      },
    }),
  }),

  'acknowledgement of another epoch taken': () => {
    const far = new Map<string, { epoch: number; seq: number }>();
    return onSend((send) => async (who, batch) => {
      const known = far.get(batch.attempt);
      const end = batch.from - 1 + batch.lines.length;
      if (known && known.epoch < batch.epoch && known.seq >= end) return forge(batch);
      const sent = await send(who, batch);
      if (sent.kind === 'acknowledged') far.set(batch.attempt, sent.acknowledgement);
      return sent;
    });
  },

  'retry without backoff': () =>
    onSend((send) => async (who, batch) => {
      let sent = await send(who, batch);
      for (let tries = 0; tries < 200 && sent.kind === 'unreachable'; tries += 1)
        sent = await send(who, batch);
      return sent;
    }),

  "events sent under another attempt's secret": () => ({
    network: (network) => {
      let newest: { attempt: string; secret: string } | undefined;
      return {
        ...network,
        bindAttempt: (sitting, binding) => {
          newest ??= binding;
          return network.bindAttempt(sitting, binding);
        },
        sendBatch: (who, batch) => {
          const { attempt, secret } = newest ?? who;
          return network.sendBatch({ ...who, attempt, secret }, { ...batch, attempt });
        },
      };
    },
  }),

  'card dropped before the binding is kept': () =>
    onStore((store) => ({
      note: (attempt, name, text) =>
        name === 'card' ? Promise.resolve() : store.note(attempt, name, text),
    })),

  'purged before the server has it': () =>
    onStore((store) => ({
      async note(attempt, name, text) {
        await store.note(attempt, name, text);
        if (name === 'left' && text !== undefined) await store.purge(attempt);
      },
    })),

  'saved before it is written': () =>
    onStore((store) => ({
      append(header, entries) {
        store.append(header, entries).catch(() => undefined);
        return Promise.resolve();
      },
    })),

  "an earlier pupil's work forgotten": () =>
    onStore((store) => ({
      list: async () => (await store.list()).filter(({ notes }) => notes.left === undefined),
    })),
};
