import { refusal, uploadFile } from "@/app/_trpc/upload-file";

/** Sends a picture to the files door; one that is too heavy is not sent at all (`tooLarge` are the words). */
export async function uploadPicture(
  file: File,
  maxBytes: number,
  tooLarge: string,
): Promise<{ id: string }> {
  if (file.size > maxBytes) throw refusal("logo_too_large", "invalid", tooLarge);
  return uploadFile(file.name, file);
}
