import {
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  ListDevicesCommand,
  UpdateDeviceStatusCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { signIn as amplifySignIn, fetchDevices } from "aws-amplify/auth";
import { byPassword, useAmplify } from "./support/amplify";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, passwordAuth, signIn } from "./support/users";

describe("a pool without device tracking", () => {
  const DeviceKey = "eu-west-1_01234567-89ab-cdef-0123-456789abcdef";
  const noDevice = refusal("ResourceNotFoundException", "Device does not exist.");
  let pool: TestPool;
  let AccessToken: string;
  beforeAll(async () => {
    pool = await startTestPool();
    ({ AccessToken } = await signIn(pool, await aConfirmedUser(pool)));
  });

  test("gives no device keys at sign-in", async () => {
    const { email, password } = await aConfirmedUser(pool);

    const { AuthenticationResult } = await passwordAuth(pool, email, password);

    expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
  });

  test("lists none", async () => {
    await expect(pool.cognito.send(new ListDevicesCommand({ AccessToken }))).resolves.toMatchObject({ Devices: [] });
  });

  test("knows none", async () => {
    const update = new UpdateDeviceStatusCommand({ AccessToken, DeviceKey, DeviceRememberedStatus: "remembered" });

    await expect(pool.cognito.send(new GetDeviceCommand({ AccessToken, DeviceKey }))).rejects.toMatchObject(noDevice);
    await expect(pool.cognito.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }))).rejects.toMatchObject(
      noDevice,
    );
    await expect(pool.cognito.send(new ForgetDeviceCommand({ DeviceKey }))).rejects.toMatchObject(noDevice);
    await expect(pool.cognito.send(new GetDeviceCommand({ DeviceKey }))).rejects.toMatchObject(noDevice);
    await expect(pool.cognito.send(update)).rejects.toMatchObject(noDevice);
    await expect(pool.cognito.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey }))).rejects.toMatchObject(
      refusal("InvalidParameterException", "Invalid device key given."),
    );
  });

  test("asks for a valid access token all the same", async () => {
    const invalid = refusal("NotAuthorizedException", "Invalid Access Token");
    const AccessToken = "no-token";

    for (const command of [
      new ListDevicesCommand({ AccessToken }),
      new GetDeviceCommand({ AccessToken, DeviceKey }),
      new ForgetDeviceCommand({ AccessToken, DeviceKey }),
      new ConfirmDeviceCommand({ AccessToken, DeviceKey }),
    ]) {
      await expect(pool.cognito.send(command as GetDeviceCommand)).rejects.toMatchObject(invalid);
    }
  });

  test("satisfies aws-amplify", async () => {
    useAmplify(pool);
    const { email: username, password } = await aConfirmedUser(pool);
    await amplifySignIn({ username, password, options: byPassword });

    await expect(fetchDevices()).resolves.toEqual([]);
  });
});
