/** Address of the picture drawn by `svg`, which `<img>` loads without running anything in it. */
export function namePicture(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
