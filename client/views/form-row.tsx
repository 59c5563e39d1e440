/** A setting that is changed with a form. */
import { Form, type FormProps } from "./form";
import { Cancel, Row, type RowProps } from "./row";

interface FormRowProps extends RowProps, Pick<FormProps, "submit" | "onSubmit"> {}

export function FormRow({ submit, onSubmit, children, ...row }: FormRowProps) {
  return (
    <Row {...row}>
      <Form {...row} task={row.setting} submit={submit} onSubmit={onSubmit} more={<Cancel {...row} />}>
        {children}
      </Form>
    </Row>
  );
}
