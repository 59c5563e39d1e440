/** No framework at all: the floor. */
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { emailOf, publicGreeting, securedGreeting } from "./service";

export async function handler({ httpMethod, path, headers }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  switch (`${httpMethod} ${path}`) {
    case "GET /api/helloWorld":
      return answer(200, publicGreeting);
    case "GET /api/helloWorldSecured": {
      const email = await emailOf(headers.Authorization);
      return email ? answer(200, securedGreeting(email)) : answer(401, { message: "Unauthorized" });
    }
    default:
      return answer(404, { message: "Not Found" });
  }
}

function answer(statusCode: number, body: unknown): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" },
    body: JSON.stringify(body),
  };
}
