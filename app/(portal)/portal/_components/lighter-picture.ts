const MOST_PIXELS = 2_000;
const HEAVY_BYTES = 600_000;

/** A photo of a telephone made light enough for a slow net: two thousand pixels at most. What cannot be drawn goes as it is. */
export async function lighterPicture(file: File): Promise<File> {
  if (!file.type.startsWith("image/") || file.size <= HEAVY_BYTES) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!made || made.size >= file.size) return file;
    const name = `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
    return new File([made], name, { type: "image/jpeg" });
  } catch {
    return file;
  }
}
