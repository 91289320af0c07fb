import type { Board } from '../../scoring/wire/board.ts';
import { Fault } from '../fault.ts';
import type { Sitting } from '../sitting.ts';

type Calls = {
  [Name in Method]: (
    ...args: Parameters<Sitting[Name]>
  ) => Promise<Awaited<ReturnType<Sitting[Name]>>>;
};

type Method =
  | 'provision'
  | 'entry'
  | 'bind'
  | 'accept'
  | 'status'
  | 'counted'
  | 'packageBytes'
  | 'reportDevice'
  | 'findBoard'
  | 'act'
  | 'closeBoards'
  | 'readPaper'
  | 'enterPaper'
  | 'importJournal'
  | 'importState'
  | 'submission'
  | 'scored'
  | 'journal'
  | 'rescore';

export type SittingStub = Calls & Pick<DurableObjectStub, 'fetch'>;

/**
 * The object of a sitting, by its code. The platform's own type of a stub turns every answer that
 * holds a pupil's program into `never`, because a block may hold `unknown`; all of it is JSON.
 */
export function sittingAt(namespace: DurableObjectNamespace<Sitting>, code: string): SittingStub {
  return namespace.get(namespace.idFromName(code));
}

/** Without names. Throws the fault `sitting-unknown` where the object was never provisioned. */
export async function getBoard(stub: SittingStub): Promise<Board> {
  const board = await stub.findBoard();
  if (!board) throw new Fault('sitting-unknown');
  return board;
}
