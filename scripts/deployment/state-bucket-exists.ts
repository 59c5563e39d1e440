/** Whether the bucket that is to keep the state of the stages is there already. */
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { explainFailure } from "./explain-failure";

/**
 * Lists nothing of the bucket: HeadBucket would do, but its refusals have no body, and so do not say what is wrong.
 * @throws Error when the bucket belongs to somebody else, or AWS cannot be asked
 */
export async function stateBucketExists(Bucket: string, region: string, forcePathStyle: boolean): Promise<boolean> {
  try {
    await new S3Client({ region, forcePathStyle }).send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    return true;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if ($metadata?.httpStatusCode === 404) return false;
    const explained = explainFailure(`${name}: ${message}`);
    if (explained !== undefined) throw new Error(explained);
    if ($metadata?.httpStatusCode === 403) {
      throw new Error(`The bucket ${Bucket} belongs to another account, or you may not see it: choose another name.`);
    }
    if ($metadata?.httpStatusCode === 301) {
      throw new Error(`The bucket ${Bucket} is in another region than ${region}: set TF_STATE_REGION.`);
    }
    throw new Error(`The bucket ${Bucket} could not be looked up: ${message}`);
  }
}
