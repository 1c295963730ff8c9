// SPDX-License-Identifier: GPL-3.0-or-later
use lambda_runtime::{run, service_fn, Error, LambdaEvent};
use serde_json::{json, Value};

async fn handle(event: LambdaEvent<Value>) -> Result<Value, Error> {
    println!("saw {}", event.payload["do"]);
    match event.payload["do"].as_str() {
        Some("error") => return Err("as asked".into()),
        Some("panic") => panic!("as asked"),
        Some("exit") => std::process::exit(3),
        _ => {}
    }
    let context = event.context;
    Ok(json!({
        "id": context.request_id,
        "arn": context.invoked_function_arn,
        "name": context.env_config.function_name,
        "memory": context.env_config.memory,
        "deadline": context.deadline > 0,
    }))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(handle)).await
}
