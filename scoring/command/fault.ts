/** What a file or an order is refused for, in one line: exit 1 and nothing on stdout. */
export class DataFault extends Error {
  override name = 'DataFault';
}
