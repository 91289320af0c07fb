/** One task in the row of lights. */
export interface Light {
  item: string;
  done: boolean;
  flagged: boolean;
}
