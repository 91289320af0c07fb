/** `list` with the element at `from` moved to `to`; the others keep their order. */
export function moveElement<T>(list: readonly T[], from: number, to: number): T[] {
  const moved = [...list];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}
